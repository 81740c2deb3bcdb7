"""The graph of who descends from whom among the models of the Hugging Face Hub.

>>> import ecograph
>>> graph = ecograph.load("full")
>>> graph.number_of_nodes()
1993
"""

from ecograph.database import connect, table
from ecograph.errors import EcographError
from ecograph.graphs import load
from ecograph.made_up import sample
from ecograph.pipeline import Build, Step, build

__all__ = [
    "Build",
    "EcographError",
    "Step",
    "build",
    "connect",
    "load",
    "sample",
    "table",
]
