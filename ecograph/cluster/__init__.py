"""The SQL files on a cluster: an engine that speaks Spark Connect."""
