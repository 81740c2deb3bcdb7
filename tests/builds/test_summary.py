"""The ledger as text: the summary of a build."""

from ecograph.builds.ledger import summary_lines


def test_the_summary_is_in_the_singular_where_a_count_is_1():
    counts = {
        ("rows", "read"): 3,
        ("rows", "models"): 1,
        ("rows", "duplicate ids"): 1,
        ("rows", "rejected, without an id"): 1,
        ("edges", "in the full graph"): 2,
        ("graph", "edges from a model to itself"): 1,
        ("graph", "models on cycles"): 1,
        ("graph", "models with several parents"): 2,
    }
    assert [*summary_lines(counts)] == [
        "rows     3 read = 1 model + 1 duplicate id + 1 rejected, without an id",
        "edges    2 in the full graph",
        "graph    1 edge from a model to itself, 1 model on cycles, "
        "2 models with several parents",
    ]


def test_columns_that_are_not_read_have_a_line_each():
    counts = {
        ("cells", "rejected"): 0,
        ("columns", "Created is not read: call it createdAt"): 1,
        ("columns", "Task is not read: call it pipeline_tag"): 1,
    }
    assert [*summary_lines(counts)] == [
        "cells    0 rejected",
        "columns  Created is not read: call it createdAt",
        "         Task is not read: call it pipeline_tag",
    ]
