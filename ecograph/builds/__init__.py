"""Building the database and the pickles of a source, and checking them."""
