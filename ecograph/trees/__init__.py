"""The tree of a model's ancestors and descendants: as text, picture and page."""
