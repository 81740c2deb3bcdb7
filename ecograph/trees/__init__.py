"""The lineage of a model as a tree: text, SVG picture or HTML page."""
