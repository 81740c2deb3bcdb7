"""Names of the graphs, their pickles and their attributes."""

__all__ = [
    "ALWAYS",
    "BASES",
    "EDGE_ATTRIBUTES",
    "EDGE_ORDER",
    "EXTRA",
    "EXTRA_ATTRIBUTES",
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
    "modelcards": "edge_deltas",
    "nomerges_modelcards": "nomerges_edges",
    "finetune_modelcards": "finetune_edges",
}
"""The relation of its edges, by name of the graph."""

PICKLES = {
    "full": "ai_ecosystem_graph.pkl",
    "finetune": "ai_ecosystem_graph_finetune.pkl",
    "nomerges": "ai_ecosystem_graph_nomerges.pkl",
    "nomerges_fulljson": "ai_ecosystem_graph_nomerges_fulljson.pkl",
    "finetune_fulljson": "ai_ecosystem_graph_finetune_fulljson.pkl",
    "modelcards": "ai_ecosystem_graph_modelcards.pkl",
    "nomerges_modelcards": "ai_ecosystem_graph_nomerges_modelcards.pkl",
    "finetune_modelcards": "ai_ecosystem_graph_finetune_modelcards.pkl",
}
"""Its pickle in the folder of a build, by name of the graph."""

ALWAYS = ("full", "finetune", "nomerges")
"""Graphs of every build."""

BASES = {name: name for name in ALWAYS} | {
    "nomerges_fulljson": "nomerges",
    "finetune_fulljson": "finetune",
    "modelcards": "full",
    "nomerges_modelcards": "nomerges",
    "finetune_modelcards": "finetune",
}
"""The graph of every build whose edges it has, by name of the graph."""

EXTRA = {
    name: "records" if name.endswith("fulljson") else "model_cards"
    for name in GRAPHS
    if name not in ALWAYS
}
"""The relation of further attributes of its nodes, by name of each other graph."""

EXTRA_ATTRIBUTES = {
    "records": {"full_json": "full_json"},
    "model_cards": {
        "model_card_length_characters": "characters",
        "model_card_length_words": "words",
        "model_card_automatically_generated": "generated",
    },
}
"""Further attributes of a node and their columns, by relation."""

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
