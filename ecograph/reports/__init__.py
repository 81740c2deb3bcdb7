"""The report: an HTML page about a build."""
