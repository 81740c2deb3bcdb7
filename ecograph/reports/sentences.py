"""One sentence per section of the report, made from the rows of its query."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecograph.html.render import join_links, model_link
from ecograph.html.wording import (
    format_percent,
    format_value,
    join_names,
    pluralize,
    shorten,
)
from ecograph.reports.query import MOST_ROWS

# After render, whose error says what to install if it is missing.
from markupsafe import Markup  # isort: skip

__all__ = [
    "Rows",
    "absent_parents",
    "counts",
    "deltas",
    "edge_types",
    "figures",
    "languages",
    "largest_families",
    "ledger",
    "most_descendants",
    "renamed",
    "rows_with_maximum",
]

Rows = Sequence[Mapping[str, Any]]
"""Rows of a relation of the schema ``report``, by the names of its columns."""


def counts(rows: Rows) -> str:
    """Say how many models have a parent."""
    (row,) = rows
    if not row["models"]:
        return "There are no models."
    number = row["made_from_others"]
    if not number:
        return "No model has a parent in this snapshot."
    verb = "has" if number == 1 else "have"
    share = format_percent(number / row["models"])
    models = pluralize(row["models"], "model")
    with_parent = f"{format_value(number)} of {models} ({share})"
    return f"{with_parent} {verb} a parent in this snapshot."


def edge_types(rows: Rows) -> str:
    """Say which edge type is the commonest."""
    total = sum(row["edges"] for row in rows)
    if not total:
        return "There are no edges: no model has a parent in this snapshot."
    most = rows_with_maximum(rows, "edges")
    types = join_names([row["edge_type"] for row in most], "type")
    number = most[0]["edges"]
    share = f"{format_value(number)} of {pluralize(total, 'edge')}"
    percent = format_percent(number / total)
    if len(most) > 1:
        return f"The commonest types are {types}: {share} each ({percent})."
    return f"The commonest type is {types}: {share} ({percent})."


def largest_families(rows: Rows) -> str:
    """Say which family is the largest."""
    if not rows:
        return "There are no families: no edge connects two models."
    most = rows_with_maximum(rows, "size")
    roots = join_links([model_link(row["root_id"]) for row in most], "root", MOST_ROWS)
    models = pluralize(most[0]["size"], "model")
    share = f"{format_percent(most[0]['share'])} of all models"
    if len(most) > 1:
        text = Markup("The largest families are those of {} with {} each ({}).")
    else:
        text = Markup("The largest family is that of {} with {} ({}).")
    return text.format(roots, models, share)


def most_descendants(rows: Rows) -> str:
    """Say which model has the most descendants."""
    if not rows:
        return "No model has descendants."
    most: Rows = [row for row in rows if row["descendants"] is None]
    number = "too many to count"
    if not most:
        most = rows_with_maximum(rows, "descendants")
        number = format_value(most[0]["descendants"])
    models = join_links(
        [model_link(row["model_id"]) for row in most], "model", MOST_ROWS
    )
    if len(most) > 1:
        return Markup("{} have the most descendants: {} each.").format(models, number)
    return Markup("{} has the most descendants: {}.").format(models, number)


def absent_parents(rows: Rows) -> str:
    """Say which absent parent the most models name."""
    if not rows:
        return "No parent is absent: each one named by its id is in this snapshot."
    most = rows_with_maximum(rows, "models")
    parents = join_links(
        [model_link(row["parent_id"]) for row in most], "parent", MOST_ROWS
    )
    models = pluralize(most[0]["models"], "model")
    share = f"{format_percent(most[0]['share'])} of all mentions of absent parents"
    if len(most) > 1:
        text = Markup("The absent parents named most are {}: by {} each ({}).")
    else:
        text = Markup("The absent parent named most is {}: by {} ({}).")
    return text.format(parents, models, share)


def renamed(rows: Rows) -> str:
    """Say which former id the most models name."""
    if not rows:
        return "No model names a parent by a former id that this source tells."
    most = rows_with_maximum(rows, "models")
    models = pluralize(most[0]["models"], "model")
    if len(most) > 1:
        ids = join_names([shorten(row["old_id"]) for row in most], "id", MOST_ROWS)
        return f"The former ids named most as parents are {ids}: by {models} each."
    return Markup("The former id named most as a parent is {}, now {}: by {}.").format(
        shorten(most[0]["old_id"]), model_link(most[0]["new_id"]), models
    )


def languages(rows: Rows) -> str:
    """Say how many languages parents and children name, where both name any."""
    row = _row_of_all(rows)
    if row is None:
        return "There are no edges."
    if not row["edges_of_both"]:
        return f"On none of {pluralize(row['edges'], 'edge')} do both name a language."
    return (
        f"On average, parents name {row['parent_languages_of_both']:.2f} languages and "
        f"children {row['child_languages_of_both']:.2f} "
        f"({pluralize(row['edges_of_both'], 'edge')} on which both name any)."
    )


def deltas(rows: Rows) -> str:
    """Say how the median child differs from its parent."""
    row = _row_of_all(rows)
    if row is None:
        return "There are no edges."
    changes = [
        f"{what} change by {format_value(row[f'median_{what}'])}"
        for what in ("downloads", "likes")
        if row[f"median_{what}"] is not None
    ]
    days = row["median_days"]
    if days is not None:
        side = "after" if days > 0 else "before"
        when = f"{pluralize(abs(days), 'day')} {side}" if days else "together with"
        changes.append(f"the child is created {when} its parent")
    if not changes:
        edges = pluralize(row["edges"], "edge")
        return f"On none of {edges} are the likes, downloads or dates of both known."
    known = row["edges_with_days"]
    return f"At the median, {join_names(changes, 'change')}." + (
        f" The dates of both are known on {format_value(known)} of "
        f"{pluralize(row['edges'], 'edge')}."
        if 0 < known < row["edges"]
        else ""
    )


def ledger(rows: Rows) -> str:
    """Say how many models the rows give, and how many edges their entries."""
    number = {(row["section"], row["measure"]): row["number"] for row in rows}
    read = pluralize(number["rows", "read"] or 0, "row")
    models = f"{read} read, {pluralize(number['rows', 'models'], 'model')} found"
    entries = number["entries", "read"]
    if not entries:
        return f"{models}; none names a parent."
    edges = number["entries", "in_graph"] or 0
    are = "is an edge" if edges == 1 else "are edges"
    loops = number["entries", "self_loop"]
    itself = f", {format_value(loops)} from the model itself" if loops else ""
    share = format_percent(edges / entries)
    return (
        f"{models}; {format_value(edges)} of {format_value(entries)} entries of parent "
        f"lists ({share}) {are} from another model{itself}."
    )


def figures(rows: Rows) -> str:
    """Say how many of the published figures this build reproduces."""
    agree = sum(row["agrees"] is True for row in rows)
    differ = sum(row["agrees"] is False for row in rows)
    unavailable = len(rows) - agree - differ
    parts = [
        f"{agree} agree{'s' if agree == 1 else ''}",
        f"{differ} differ{'s' if differ == 1 else ''}",
    ]
    if unavailable:
        parts.append(f"{unavailable} cannot be compared")
    return f"Of {len(rows)} published figures, {join_names(parts, 'part')}."


def rows_with_maximum(rows: Rows, column: str) -> Rows:
    """Return the rows that have the greatest value of a column."""
    maximum = max(row[column] for row in rows)
    return [row for row in rows if row[column] == maximum]


def _row_of_all(rows: Rows) -> Mapping[str, Any] | None:
    """Return the row of all edge types; None if there are no edges."""
    row = next((row for row in rows if row["edge_type"] == "all"), None)
    return row if row and row["edges"] else None
