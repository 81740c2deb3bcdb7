"""The sentences of the report about growth."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ecograph.html.render import join_links, model_link
from ecograph.html.wording import join_names, pluralize
from ecograph.reports.sentences import Rows, rows_with_maximum

# After render, whose error says what to install if it is missing.
from markupsafe import Markup  # isort: skip

__all__ = ["families_over_time", "months"]


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
        said.append(_floor_note(older, pluralize(older, "model")))
    if not said:
        return "No model has a known creation date."
    if undated:
        said.append(f"The date of {pluralize(undated, 'model')} is unknown.")
    return " ".join(said)


def _busiest_months(rows: Rows, older: int, undated: int) -> str:
    """Say which month is the busiest, and when half of the models existed."""
    dated = [row for row in rows if row["month"] is not None]
    most = rows_with_maximum(dated, "models")
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


def families_over_time(rows: Rows) -> str:
    """Say which family grew the most in the last twelve months."""
    if not rows:
        return "There are no families: no edge connects two models."
    dated = [row for row in rows if row["month"] is not None]
    older = sum(row["models"] for row in rows if row["is_floor"])
    said = [_fastest_family(dated)] if dated else []
    if older:
        said.append(_floor_note(older, _models_of_largest(older)))
    undated = sum(row["models"] for row in rows if row["is_floor"] is None)
    if not said:
        return "No model of the largest families has a known creation date."
    if undated:
        models = _models_of_largest(undated)
        said.append(f"The date of {models} is unknown: no line has them.")
    return Markup(" ").join(said)


def _fastest_family(dated: Rows) -> str:
    """Say which family grew the most in the last twelve months of the rows."""
    last = max(row["month"] for row in dated)
    grown = Counter[str]()
    for row in dated:
        months = 12 * (last.year - row["month"].year) + last.month - row["month"].month
        if months < 12:
            grown[row["root_id"]] += row["models"]
    number = max(grown.values())
    roots = [model_link(root) for root, models in grown.items() if models == number]
    those, each = ("those", " each") if len(roots) > 1 else ("that", "")
    return Markup(
        "Of the largest families, {} of {} grew the most in the year to {}: by {}{}."
    ).format(
        those,
        join_links(roots, "root"),
        f"{last:%B} {last.year}",
        pluralize(number, "model"),
        each,
    )


def _models_of_largest(number: int) -> str:
    return f"{pluralize(number, 'model')} of the largest families"


def _floor_note(older: int, which: str) -> str:
    """Say how many models are from before the Hub kept dates."""
    verb = "is" if older == 1 else "are"
    return f"{which} {verb} from before March 2022, when the Hub began to keep dates."


def _month(row: Mapping[str, Any]) -> str:
    return f"{row['month']:%B} {row['month'].year}"
