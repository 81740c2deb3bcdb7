"""What a picture of the report shows, in one sentence made from its rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ecograph.html.wording import counted, listed, named, percent, shown

__all__ = ["FINDINGS", "Rows"]

Rows = Sequence[Mapping[str, Any]]
"""Rows of a relation of the schema ``report``, each by the names of its columns."""


def counts(rows: Rows) -> str:
    """Say how many of the models were made from others."""
    (row,) = rows
    if not row["models"]:
        return "There are no models."
    models, made = counted(row["models"], "model"), row["made_from_others"]
    if not made:
        return f"Of {models} none was made from another."
    verb = "was" if made == 1 else "were"
    share = percent(made / row["models"])
    return f"Of {models} {shown(made)} ({share}) {verb} made from others of them."


def months(rows: Rows) -> str:
    """Say which month had most models, and since when half of them were there."""
    dated = [row for row in rows if row["month"] is not None]
    without = sum(row["models"] for row in rows) - sum(row["models"] for row in dated)
    if not dated:
        if without:
            return "It is not known of any model when it was created."
        return "There are no models."
    most = _most(dated, "models")
    busiest = listed([_month(row) for row in most], "month")
    each = " each" if len(most) > 1 else ""
    all_dated = dated[-1]["models_so_far"]
    half = next(row for row in dated if 2 * row["models_so_far"] >= all_dated)
    said = (
        f"Most models came in {busiest}: {shown(most[0]['models'])}{each}; "
        f"half of all were there by the end of {_month(half)}"
    )
    return (
        f"{said}; of {shown(without)} it is not known when." if without else f"{said}."
    )


def edge_types(rows: Rows) -> str:
    """Say which type is the most frequent."""
    total = sum(row["edges"] for row in rows)
    if not total:
        return "There are no edges: no model was made from another."
    most = _most(rows, "edges")
    types = listed([row["edge_type"] for row in most], "type")
    number = most[0]["edges"]
    each = " each" if len(most) > 1 else ""
    return (
        f"Most edges are of {types}: {shown(number)} of {shown(total)}{each} "
        f"({percent(number / total)})."
    )


def largest_families(rows: Rows) -> str:
    """Say which family is the largest."""
    if not rows:
        return "There are no families: no two models are joined by an edge."
    most = _most(rows, "size")
    roots = listed([named(row["root_id"]) for row in most], "root")
    models = counted(most[0]["size"], "model")
    if len(most) > 1:
        return f"The largest families are those of {roots}, of {models} each."
    return f"The largest family is that of {roots}, of {models}."


def most_descendants(rows: Rows) -> str:
    """Say from which model most were made."""
    if not rows:
        return "No model was made from another."
    most: Rows = [row for row in rows if row["descendants"] is None]
    number = "too many to count"
    if not most:
        most = _most(rows, "descendants")
        number = shown(most[0]["descendants"])
    models = listed([named(row["model_id"]) for row in most], "model")
    if len(most) > 1:
        return f"{models} have most descendants: {number} each."
    return f"{models} has most descendants: {number}."


def license_changes(rows: Rows) -> str:
    """Say how often a licence is kept, loosened or dropped."""
    number = {row["drift"]: row["edges"] for row in rows}
    total = sum(number.values())
    if not total:
        return "There are no edges."
    if {*number} == {"none"}:
        return f"No model at an end of {counted(total, 'edge')} names a licence."
    asked = total - number.get("none", 0) - number.get("added", 0)
    if not asked:
        return f"No parent of {counted(total, 'edge')} names a licence."
    said = [
        f"{word} on {shown(edges)} ({percent(edges / asked)})"
        for word in ("kept", "loosened", "dropped")
        for edges in [number.get(word, 0)]
    ]
    return (
        f"Of {counted(asked, 'edge')} whose parent names a licence it is {said[0]}, "
        f"{said[1]} and {said[2]}."
    )


def license_flows(rows: Rows) -> str:
    """Say which licence gives way to which most often."""
    if not rows:
        return "Along fine-tunes no licence gives way to another more often than back."
    most = _most(rows, "traffic")
    ways = [f"{named(r['from_value'])} → {named(r['to_value'])}" for r in most]
    more = f"{counted(most[0]['traffic'], 'transition')} more than back"
    said = listed(ways, "pair")
    if len(ways) > 1:
        return f"Along fine-tunes the main ways are {said}: {more}, each."
    return f"Along fine-tunes the main way is {said}: {more}."


def languages(rows: Rows) -> str:
    """Say how many languages parent and child name, where both name any."""
    row = next((row for row in rows if row["edge_type"] == "all"), None)
    if row is None or not row["edges"]:
        return "There are no edges."
    if not row["edges_of_both"]:
        edges = counted(row["edges"], "edge")
        return f"On none of {edges} both models name a language."
    return (
        f"A parent names {row['parent_languages_of_both']:.2f} languages on average, "
        f"and its child {row['child_languages_of_both']:.2f}, over "
        f"{counted(row['edges_of_both'], 'edge')} where both name any."
    )


def deltas(rows: Rows) -> str:
    """Say by how much the median child differs from its parent."""
    row = next((row for row in rows if row["edge_type"] == "all"), None)
    if row is None or not row["edges"]:
        return "There are no edges."
    known = [
        f"{what} change by {shown(row[f'median_{what}'])}"
        for what in ("downloads", "likes")
        if row[f"median_{what}"] is not None
    ]
    days = row["median_days"]
    if days is not None:
        side = "after" if days > 0 else "before"
        when = f"{counted(abs(days), 'day')} {side}" if days else "at the time of"
        known.append(f"the child comes {when} its parent")
    if not known:
        edges = counted(row["edges"], "edge")
        return f"On none of {edges} likes, downloads or dates of both models are known."
    return f"In the median, {listed(known, 'change')}."


def accounts(rows: Rows) -> str:
    """Say what became of the rows, and of what they name as parents."""
    number = {(row["section"], row["measure"]): row["number"] for row in rows}
    read = counted(number["rows", "read"] or 0, "row")
    said = f"{read} read are {counted(number['rows', 'models'], 'model')}"
    entries = number["entries", "read"]
    if not entries:
        return f"{said}; none names a parent."
    edges = (number["entries", "in_graph"] or 0) + (number["entries", "self_loop"] or 0)
    return f"{said}; of {shown(entries)} entries for parents {shown(edges)} are edges."


def figures(rows: Rows) -> str:
    """Say how many of the published figures this build has too."""
    agree = sum(row["agrees"] is True for row in rows)
    differ = sum(row["agrees"] is False for row in rows)
    rest = len(rows) - agree - differ
    said = f"Of {len(rows)} published figures {agree} agree, and {differ} differ"
    return f"{said}; {rest} cannot be told." if rest else f"{said}."


FINDINGS: dict[str, Callable[[Rows], str]] = {
    "counts": counts,
    "months": months,
    "edge_types": edge_types,
    "largest_families": largest_families,
    "most_descendants": most_descendants,
    "license_changes": license_changes,
    "license_flows": license_flows,
    "languages": languages,
    "deltas": deltas,
    "accounts": accounts,
    "figures": figures,
}
"""Name of each relation of the schema ``report``: what says what it shows."""


def _month(row: Mapping[str, Any]) -> str:
    return f"{row['month']:%B %Y}"


def _most(rows: Rows, column: str) -> Rows:
    most = max(row[column] for row in rows)
    return [row for row in rows if row[column] == most]
