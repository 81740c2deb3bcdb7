"""Pretend that an optional package is not installed."""

import sys

import pytest

import ecograph

FORGOTTEN = (
    *("ecograph.html.", "ecograph.trees.", "ecograph.reports.", "ecograph.exports."),
    *("ecograph.boms.", "ecograph.maps.", "ecograph.analysis.", "ecograph.cluster."),
    "ecograph.object_store",
    "cyclonedx.validation",
)
"""Beginnings of the names of modules that import optional packages."""


def hide(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Make a package fail to import, until the end of the test."""
    for name in [*sys.modules]:
        if name.startswith((f"{package}.", *FORGOTTEN)):
            # `from parent import child` takes the attribute, if there is one.
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                monkeypatch.delattr(sys.modules[parent], child, raising=False)
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    for name in ("report", "tree", "export", "bom", "ordering", "write_map"):
        monkeypatch.delitem(vars(ecograph), name, raising=False)


def remedy(package: str, extra: str) -> str:
    """What the error says of a package that is missing."""
    pip = f"{sys.executable} -m pip install 'ecograph[{extra}]'"
    return f"{package} is missing; install it with {pip}"
