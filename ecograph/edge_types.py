"""The types of edges, in the order in which they are listed everywhere.

``sql`` names them too, as the values of ``edges.edge_type``; a test compares both.
"""

__all__ = ["EDGE_TYPES", "UNTYPED"]

EDGE_TYPES = ("finetune", "quantized", "adapter", "merge")
"""How a child can be made from its parent. An edge's type is the last of its types."""

UNTYPED = "untyped"
"""What an edge is called whose source gives no type; its ``edge_type`` is NULL."""
