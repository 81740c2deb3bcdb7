"""The title, the caption and the tooltips of the map."""

from ecograph.html.wording import (
    format_percent,
    format_value,
    pluralize,
    shorten,
)
from ecograph.maps.layout import Circle
from ecograph.maps.query import MapData

__all__ = ["caption", "describe", "subtitle", "summary", "title"]


def title(data: MapData) -> str:
    """Return the title of the map.

    Examples
    --------
    >>> title(MapData([], {}, 0))
    'Families of models'
    """
    shown = data.shown_families
    if shown < 2:
        only = "only" if data.families == 1 else "largest"
        return f"The {only} family of models" if shown else "Families of models"
    if shown == data.families:
        return f"All {format_value(shown)} families of models"
    return f"The {format_value(shown)} largest families of models"


def subtitle(data: MapData) -> str:
    """Return what the map is of: the snapshot, its date and its size."""
    parts = [shorten(data.source or "a table of models")]
    if data.revision:
        parts.append(f"revision {data.revision[:12]}")
    parts.append(pluralize(data.models, "model"))
    if data.newest:
        parts.append(f"the newest of {data.newest}")
    return " · ".join(parts)


def caption(data: MapData) -> str:
    """Return what the circles mean, what is on the map, and what is left out."""
    if not data.parts:
        return (
            "No model was made from another one of this snapshot, other than by "
            "merging, so there are no families."
        )
    in_families = data.shown_models + data.others.get("other families", 0)
    rest = data.families - data.shown_families
    left_out = [
        (
            data.others.get("other families", 0),
            "in 1 smaller family"
            if rest == 1
            else f"in {format_value(rest)} smaller families",
        ),
        (data.others.get("merges only", 0), "that are connected by merges alone"),
        (data.others.get("no edges", 0), "without parents and children"),
    ]
    share = format_percent(data.shown_models / in_families)
    texts = [f"{format_value(number)} {where}" for number, where in left_out if number]
    sentences = [
        "The area of a family is its number of models; in it, so are the areas of "
        "the discs. A ring is around a model and what was made from it.",
        f"The map has {pluralize(data.shown_models, 'model')}, {share} of those in a "
        "family, a set of models connected by edges other than merges.",
    ]
    if texts:
        sentences.append(f"Left out: {'; '.join(texts)}.")
    return " ".join(sentences)


def summary(data: MapData) -> str:
    """Return what the picture shows, for those who do not see it."""
    largest = data.parts[0] if data.parts else None
    if largest is None:
        return title(data)
    if data.shown_families == 1:
        models = pluralize(data.shown_models, "model")
        return f"{title(data)}, that of {shorten(largest.model_id or '')}: {models}."
    return (
        f"{title(data)} as circles with {pluralize(data.shown_models, 'model')} in "
        f"them; the largest is that of {shorten(largest.model_id or '')}."
    )


def describe(circle: Circle) -> str:
    """Return the tooltip of a circle."""
    models = pluralize(circle.models, "model")
    if circle.part is None or circle.kind == "group":
        return f"{models}, {circle.type}"
    name = circle.part.model_id or ""
    if circle.kind == "family":
        return f"family of {name}: {models}"
    return f"{name} ({circle.type})" + (f": {models}" if circle.kind == "ring" else "")
