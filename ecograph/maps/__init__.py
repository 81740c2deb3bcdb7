"""The map: the largest families of a build as packed circles."""
