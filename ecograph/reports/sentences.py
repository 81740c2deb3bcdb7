"""One sentence per section of the report, made from the rows of its query."""

from collections.abc import Mapping, Sequence
from typing import Any

from ecograph.html.wording import (
    format_percent,
    format_value,
    join_names,
    pluralize,
    shorten,
)

__all__ = [
    "Rows",
    "counts",
    "deltas",
    "edge_types",
    "figures",
    "languages",
    "largest_families",
    "ledger",
    "license_changes",
    "license_flows",
    "months",
    "most_descendants",
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


def months(rows: Rows) -> str:
    """Say which month is the busiest, and how many models are of no month."""
    if not rows:
        return "There are no models."
    number = dict.fromkeys((True, False, None), 0)
    for row in rows:
        number[row["is_floor"]] += row["models"]
    older, dated, undated = number.values()
    said = [_busiest_months(rows, older, undated)] if dated else []
    if older:
        verb = "is" if older == 1 else "are"
        said.append(
            f"{pluralize(older, 'model')} {verb} from before March 2022, when the Hub "
            "began to keep dates."
        )
    if not said:
        return "No model has a known creation date."
    if undated:
        said.append(f"The date of {pluralize(undated, 'model')} is unknown.")
    return " ".join(said)


def _busiest_months(rows: Rows, older: int, undated: int) -> str:
    """Say which month is the busiest, and when half of the models existed."""
    dated = [row for row in rows if row["month"] is not None]
    most = _rows_with_maximum(dated, "models")
    busiest = join_names([_month(row) for row in most], "month")
    models = pluralize(most[0]["models"], "new model")
    subject = (
        f"The busiest months are {busiest} with {models} each"
        if len(most) > 1
        else f"The busiest month is {busiest} with {models}"
    )
    which = "the models with a known date" if undated else "all models"
    total = dated[-1]["models_so_far"]
    half = next(row for row in dated if 2 * row["models_so_far"] >= total)
    when = f"by the end of {_month(half)}" if 2 * older < total else "before March 2022"
    return f"{subject}; half of {which} existed {when}."


def edge_types(rows: Rows) -> str:
    """Say which edge type is the commonest."""
    total = sum(row["edges"] for row in rows)
    if not total:
        return "There are no edges: no model has a parent in this snapshot."
    most = _rows_with_maximum(rows, "edges")
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
    most = _rows_with_maximum(rows, "size")
    roots = join_names([shorten(row["root_id"]) for row in most], "root")
    models = pluralize(most[0]["size"], "model")
    if len(most) > 1:
        return f"The largest families are those of {roots} with {models} each."
    return f"The largest family is that of {roots} with {models}."


def most_descendants(rows: Rows) -> str:
    """Say which model has the most descendants."""
    if not rows:
        return "No model has descendants."
    most: Rows = [row for row in rows if row["descendants"] is None]
    number = "too many to count"
    if not most:
        most = _rows_with_maximum(rows, "descendants")
        number = format_value(most[0]["descendants"])
    models = join_names([shorten(row["model_id"]) for row in most], "model")
    if len(most) > 1:
        return f"{models} have the most descendants: {number} each."
    return f"{models} has the most descendants: {number}."


def license_changes(rows: Rows) -> str:
    """Say how often a licence is kept, loosened or dropped."""
    number = {row["drift"]: row["edges"] for row in rows}
    total = sum(number.values())
    if not total:
        return "There are no edges."
    if {*number} == {"none"}:
        return f"No model on {pluralize(total, 'edge')} names a licence."
    licensed = total - number.get("none", 0) - number.get("added", 0)
    if not licensed:
        return f"No parent on {pluralize(total, 'edge')} names a licence."
    changes = [
        f"{word} on {format_value(edges)} ({format_percent(edges / licensed)})"
        for word in ("kept", "loosened", "dropped")
        for edges in [number.get(word, 0)]
    ]
    edges = pluralize(licensed, "edge")
    return (
        f"Where the parent names a licence ({edges}), it is "
        f"{join_names(changes, 'change')}."
    )


def license_flows(rows: Rows) -> str:
    """Say which licence most often replaces which."""
    if not rows:
        return (
            "In fine-tunes, no licence replaces another more often than the other way "
            "round."
        )
    most = _rows_with_maximum(rows, "traffic")
    pairs = [f"{shorten(r['from_value'])} → {shorten(r['to_value'])}" for r in most]
    net = pluralize(most[0]["traffic"], "net transition")
    changes = join_names(pairs, "pair")
    if len(pairs) > 1:
        return f"In fine-tunes, the main changes are {changes}: {net} each."
    return f"In fine-tunes, the main change is {changes}: {net}."


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
    edges = (number["entries", "in_graph"] or 0) + (number["entries", "self_loop"] or 0)
    share = f"{format_value(edges)} of {format_value(entries)}"
    return f"{models}; {share} entries of parent lists are edges."


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


def _month(row: Mapping[str, Any]) -> str:
    return f"{row['month']:%B %Y}"


def _rows_with_maximum(rows: Rows, column: str) -> Rows:
    maximum = max(row[column] for row in rows)
    return [row for row in rows if row[column] == maximum]


def _row_of_all(rows: Rows) -> Mapping[str, Any] | None:
    """Return the row of all edge types; None if there are no edges."""
    row = next((row for row in rows if row["edge_type"] == "all"), None)
    return row if row and row["edges"] else None
