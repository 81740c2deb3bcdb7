"""Vega-Lite charts, as JSON and as SVG that is rendered without a browser."""

from collections.abc import Sequence
from typing import Any

from ecograph.errors import missing_package

try:
    import altair as alt
    import vl_convert
except ImportError as error:
    raise missing_package(error.name or "altair", "report") from error

__all__ = ["inline", "specification", "to_svg"]

VERSION = "_".join(alt.SCHEMA_VERSION.split(".")[:2])


def inline(values: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Return rows as the data of a chart."""
    return alt.InlineData(values=[*values])


def specification(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Return a chart as Vega-Lite's JSON, for a page."""
    # Validating a chart takes as long as drawing it.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    # The schema is that of altair; the page has a newer Vega-Lite, which would warn.
    del spec["$schema"]
    return spec


def to_svg(chart: alt.Chart | alt.LayerChart | dict[str, Any]) -> str:
    """Return a chart, or its specification, as SVG.

    It is rendered by the Vega-Lite version that altair targets.
    """
    spec = chart if isinstance(chart, dict) else specification(chart)
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VERSION))
