"""Names of the graphs, their pickles and their attributes."""

__all__ = [
    "ALWAYS",
    "BASES",
    "EDGE_ATTRIBUTES",
    "EDGE_ORDER",
    "GRAPHS",
    "MODEL_ORDER",
    "NODE_ATTRIBUTES",
    "PICKLES",
]

GRAPHS = {
    "full": "edge_deltas",
    "finetune": "finetune_edges",
    "nomerges": "nomerges_edges",
    "nomerges_fulljson": "nomerges_edges",
    "finetune_fulljson": "finetune_edges",
}
"""The relation of its edges, by name of the graph."""

PICKLES = {
    "full": "ai_ecosystem_graph.pkl",
    "finetune": "ai_ecosystem_graph_finetune.pkl",
    "nomerges": "ai_ecosystem_graph_nomerges.pkl",
    "nomerges_fulljson": "ai_ecosystem_graph_nomerges_fulljson.pkl",
    "finetune_fulljson": "ai_ecosystem_graph_finetune_fulljson.pkl",
}
"""Its pickle in the folder of a build, by name of the graph."""

ALWAYS = ("full", "finetune", "nomerges")
"""Graphs of every build; the others need whole records of the models."""

BASES = {name: name.removesuffix("_fulljson") for name in GRAPHS}
"""The graph of every build whose edges it has, by name of the graph."""

NODE_ATTRIBUTES = (
    "likes",
    "downloads",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "licenses",
    "datasets",
    "languages",
)
"""Attributes of a node, in the order of the pickles."""

EDGE_ATTRIBUTES = (
    "edge_types",
    "edge_type",
    "change_in_likes",
    "percentage_change_in_likes",
    "change_in_downloads",
    "percentage_change_in_downloads",
    "change_in_createdAt_days",
)
"""Attributes of an edge, in the order of the pickles."""

MODEL_ORDER = ("position",)
EDGE_ORDER = ("parent_position", "source_row")
"""Columns by which models and edges are sorted."""
