"""Ways to get graphs into other tools, by ecograph and networkx, for ``make bench``.

Each way is a pair: the preparation, which is not timed, and the timed code.
"""

LOAD = "graph = ecograph.load('full', sys.argv[1])"

# networkx cannot write lists or missing values as XML.
FIT_FOR_XML = f"""
{LOAD}
graph.graph.clear()
for data in (*graph.nodes.values(), *graph.edges.values()):
    for name in [name for name, it in data.items() if it is None or it != it]:
        del data[name]
    if "edge_types" in data:
        data["edge_types"] = str(data["edge_types"])
"""

BY_NETWORKX = {
    ".graphml": (FIT_FOR_XML, "networkx.write_graphml(graph, path)"),
    ".json": (
        f"import json\n{LOAD}",
        "json.dump(networkx.node_link_data(graph, edges='edges'), open(path, 'w'))",
    ),
    ".parquet": (
        f"import pandas, pyarrow\n{LOAD}\nos.makedirs(path, exist_ok=True)",
        "pandas.DataFrame.from_dict(dict(graph.nodes), orient='index')"
        ".to_parquet(path + '/models.parquet', compression='zstd'); "
        "networkx.to_pandas_edgelist(graph)"
        ".to_parquet(path + '/edges.parquet', compression='zstd')",
    ),
}
"""How networkx writes each format. GEXF of the snapshot would take 11 GB."""


def exports(extension: str) -> dict[str, tuple[str, str]]:
    """The ways to write a format."""
    path = f"path = sys.argv[1] + '/out{extension}'"
    export = "ecograph.export(path, database=sys.argv[1])"
    ways = {"ecograph, from the database": (f"{path}; ecograph.export", export)}
    if extension in BY_NETWORKX:
        before, main = BY_NETWORKX[extension]
        ways["networkx, the graph in memory"] = f"{path}\n{before}", main
    return ways


CONVERSIONS = {
    "igraph": "igraph.Graph.from_networkx(graph)",
    "rustworkx": "rustworkx.networkx_converter(graph, keep_attributes=True)",
    "scipy": "networkx.to_scipy_sparse_array(graph, weight=None), [*graph]",
}
"""How each library converts a graph of networkx."""


def conversions(name: str) -> dict[str, tuple[str, str]]:
    """The ways to load a graph into a library."""
    ours = f"made = ecograph.to_{name}('full', sys.argv[1])"
    converted = f"made = {CONVERSIONS[name]}"
    imported = f"import {name}"
    return {
        f"`ecograph.to_{name}`": (f"{imported}; ecograph.to_{name}", ours),
        "from networkx, the graph in memory": (f"{imported}\n{LOAD}", converted),
        "from networkx, the graph loaded first": (imported, f"{LOAD}; {converted}"),
    }


OTHER_TOOLS = {
    **{
        f"the full graph as `{extension}`": exports(extension)
        for extension in (".graphml", ".gexf", ".json", ".parquet")
    },
    **{f"the full graph to {name}": conversions(name) for name in CONVERSIONS},
}
"""Title of each comparison: its ways."""
