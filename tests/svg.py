"""Read SVG pictures in tests."""

from lxml import etree


def svg_texts(svg: str) -> list[str]:
    """Return the texts of an SVG."""
    return [
        "".join(text.itertext())
        for text in etree.fromstring(svg.encode()).iter("{*}text")
    ]
