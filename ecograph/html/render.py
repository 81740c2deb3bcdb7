"""Render self-contained HTML pages, on which only their own script can run."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from ecograph.errors import missing_package
from ecograph.html.libraries import libraries
from ecograph.html.palette import COLOURS
from ecograph.html.wording import join_names, shorten
from ecograph.model_ids import hub_link, hub_page

try:
    import jinja2
    from markupsafe import Markup, escape
except ImportError as error:
    raise missing_package("jinja2", "report") from error

__all__ = ["join_links", "model_link", "render", "render_svg"]

TEMPLATES = Path(__file__).parent / "templates"


def render(
    name: str,
    scripts: Sequence[str],
    values: Mapping[str, Any],
    uses: Sequence[str] = (),
) -> str:
    """Render a template as a page.

    Parameters
    ----------
    name : str
        Stem of ``templates/NAME.html.jinja``.
    scripts : sequence of str
        Stems of ``templates/NAME.js``, which are joined in this order.
    values : mapping of str to object
        Variables of the template; text is escaped.
    uses : sequence of str
        Libraries that the scripts use; see `ecograph.html.libraries`.

    Notes
    -----
    The page's content security policy allows these scripts, by their SHA-256, and no
    requests. So even a text that was mistaken for HTML could do nothing.
    """
    parts = [(TEMPLATES / f"{stem}.js").read_text("utf-8") for stem in scripts]
    # In a block, because names in the global scope could clash with the window's.
    script = "\n".join(['"use strict";\n{', *parts, "}"])
    used = [f"/*!\n{text}*/\n{code}" for _, code, text in libraries(uses)]
    return _template(f"{name}.html.jinja").render(
        **values,
        colours=COLOURS,
        scripts=[(Markup(each), _digest(each)) for each in [*used, script]],  # noqa: S704
        style=Markup((TEMPLATES / "page.css").read_text("utf-8")),  # noqa: S704
        version=metadata.version("ecograph"),
    )


def render_svg(name: str, values: Mapping[str, Any]) -> str:
    """Render ``templates/NAME.svg.jinja`` as a picture; text is escaped."""
    return _template(f"{name}.svg.jinja").render(**values)


def model_link(model: str, is_short: bool = True) -> Markup:
    """Return a model's id with a link to its page, if the Hub can have one.

    Examples
    --------
    >>> model_link("owner/name")
    Markup('<a href="https://huggingface.co/owner/name">owner/name</a>')
    >>> model_link("<b>")
    Markup('&lt;b&gt;')
    """
    text = shorten(model) if is_short else model
    url = hub_page(model)
    return Markup('<a href="{}">{}</a>').format(url, text) if url else escape(text)


def join_links(links: Sequence[Markup], noun: str, most: int | None = None) -> Markup:
    """Return links as `join_names` returns names."""
    return Markup(join_names(links, noun, most))  # noqa: S704


def _template(file: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["hub"] = hub_link
    environment.filters["model_link"] = model_link
    environment.filters["shorten"] = shorten
    return environment.get_template(file)


def _digest(script: str) -> str:
    """Return the SHA-256 of a script, as a content security policy has it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
