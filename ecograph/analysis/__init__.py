"""Compare two builds; order the values of a trait."""
