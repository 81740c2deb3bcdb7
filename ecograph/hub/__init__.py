"""Fetching the models of the live Hub."""
