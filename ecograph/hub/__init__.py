"""Fetch the models of the live Hub."""
