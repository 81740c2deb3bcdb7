"""The sentences of the report about licences."""

from ecograph.html.wording import (
    format_percent,
    format_value,
    join_names,
    pluralize,
    shorten,
)
from ecograph.reports.query import MOST_ROWS
from ecograph.reports.sentences import Rows, rows_with_maximum

__all__ = ["license_changes", "license_flows", "verdicts"]


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
        if edges
    ]
    where = (
        f"Where the parent names a licence ({format_value(licensed)} of "
        f"{pluralize(total, 'edge')})"
    )
    if not changes:
        return f"{where}, it is nowhere kept, loosened or dropped."
    return f"{where}, it is {join_names(changes, 'change')}."


def license_flows(rows: Rows) -> str:
    """Say which licence most often replaces which."""
    if not rows:
        return (
            "In fine-tunes, no licence replaces another more often than the other way "
            "round."
        )
    most = rows_with_maximum(rows, "traffic")
    pairs = [f"{shorten(r['from_value'])} → {shorten(r['to_value'])}" for r in most]
    net = pluralize(most[0]["traffic"], "net transition")
    changes = join_names(pairs, "pair", MOST_ROWS)
    if len(pairs) > 1:
        return f"In fine-tunes, the main changes are {changes}: {net} each."
    return f"In fine-tunes, the main change is {changes}: {net}."


def verdicts(rows: Rows) -> str:
    """Say how many models have licences in conflict with those above them."""
    if not rows:
        return "There are no models."
    said = {
        row[
            "verdict"
        ]: f"{format_value(row['models'])} ({format_percent(row['share'])})"
        for row in rows
    }
    total = pluralize(sum(row["models"] for row in rows), "model")
    conflicts = said.get("conflict", "none")
    unknown = said.get("unknown")
    return f"Of {total}, {conflicts} may conflict with the licences above them" + (
        f"; for {unknown}, some terms are unknown." if unknown else "."
    )
