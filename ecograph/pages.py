"""Pages of HTML that stand alone: no network, and nothing runs but their own script."""

import base64
import hashlib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from ecograph.errors import EcographError
from ecograph.lookup import hub_link
from ecograph.palette import EDGE_TYPES

try:
    import jinja2
    from markupsafe import Markup
except ImportError as error:
    raise EcographError(
        "jinja2 is missing; install it with pip install 'ecograph[report]'"
    ) from error

__all__ = ["render"]

TEMPLATES = Path(__file__).parent / "templates"


def render(name: str, values: Mapping[str, Any]) -> str:
    """Return a page, made of the template of a name with the script of that name.

    Parameters
    ----------
    name : str
        Stem of ``templates/NAME.html.jinja``, and of ``templates/NAME.js``.
    values : mapping of str to object
        What the template names; texts are escaped.

    Notes
    -----
    The page's policy lets only that very script run, by its SHA-256, and nothing be
    fetched, so that a text that were taken for HTML could still do nothing.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["hub"] = hub_link
    script = (TEMPLATES / f"{name}.js").read_text("utf-8")
    digest = hashlib.sha256(script.encode()).digest()
    return environment.get_template(f"{name}.html.jinja").render(
        **values,
        colours=EDGE_TYPES,
        script=Markup(script),  # noqa: S704
        script_sha256=base64.b64encode(digest).decode(),
        style=Markup((TEMPLATES / "page.css").read_text("utf-8")),  # noqa: S704
        version=metadata.version("ecograph"),
    )
