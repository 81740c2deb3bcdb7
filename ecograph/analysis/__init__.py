"""Comparing two builds, and putting the values of a trait in order."""
