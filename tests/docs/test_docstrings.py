"""The examples of the docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import ecograph

PARTS = pkgutil.walk_packages(ecograph.__path__, "ecograph.")
MODULES = ["ecograph", *(part.name for part in PARTS)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name, checkout_after_build):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_public_names_have_examples():
    for name in ecograph.__all__:
        thing = getattr(ecograph, name)
        if callable(thing) and not isinstance(thing, type):
            assert ">>>" in thing.__doc__, name
