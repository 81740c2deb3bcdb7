"""Sources of models: which files they are, their layout, and how to read them."""
