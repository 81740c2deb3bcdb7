"""Graphs as files for other tools, one module per format."""
