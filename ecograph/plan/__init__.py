"""The SQL files and the order in which they run."""
