"""A model and its ancestors as a CycloneDX 1.6 bill of materials."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC
from functools import cache
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from duckdb import DuckDBPyConnection

from ecograph.errors import EcographError, missing_package
from ecograph.graphs.names import GRAPHS
from ecograph.model_ids import hub_link

try:
    from cyclonedx.exception import MissingOptionalDependencyException
    from cyclonedx.model import (
        ExternalReference,
        ExternalReferenceType,
        Property,
        XsUri,
    )
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType, Pedigree
    from cyclonedx.model.license import DisjunctiveLicense, LicenseAcknowledgement
    from cyclonedx.model.tool import ToolRepository
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion
    from cyclonedx.spdx import fixup_id
    from cyclonedx.validation.json import JsonStrictValidator
    from packageurl import PackageURL
except ImportError as error:
    raise missing_package("cyclonedx-python-lib", "export") from error

__all__ = ["write_bom"]

BUILD = "select build_id, built_at from meta.build"

TYPES = "select list(edge_type) from graph_types where graph = ?"

COMPONENT = "select model_id, python_list(licenses) from models where model_id = ?"

ANCESTORS = """
    select
        models.model_id,
        python_list(models.licenses),
        ancestors.steps
    from ancestors($id, $types) as ancestors
    inner join models on ancestors.position = models.position
    order by ancestors.steps, ancestors.position
"""

CHILDREN = """
    select
        parent_id,
        list(
            concat(
                child_id,
                ': ',
                case
                    when len(edge_types) = 0 then 'untyped'
                    else array_to_string(edge_types, ', ')
                end
            )
            order by child_position
        )
    from query_table($edges)
    where list_contains($ids, parent_id) and list_contains($ids, child_id)
    group by parent_id
"""


def write_bom(
    connection: DuckDBPyConnection, graph: str, model: str, path: Path
) -> int:
    """Write the bill of materials of a model; return its number of ancestors.

    The model is the component that the bill describes. Its pedigree lists all of its
    ancestors along the edges of a graph, the nearest first. The same build gives the
    same bytes.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build that has the model.
    graph : {"full", "finetune", "nomerges"}
        Graph whose edges are followed.
    model : str
        Id of the model.
    path : Path
        File to write.

    Raises
    ------
    EcographError
        The build has no record of its time, or the bill would be invalid.
    """
    built = connection.execute(BUILD).fetchone()
    if built is None:
        raise EcographError(
            "the database was built in the DuckDB shell, which does not record the "
            "time that CycloneDX requires; build it with `ecograph build SOURCE`"
        )
    build_id, built_at = built
    types = connection.execute(TYPES, [graph]).fetchall()[0][0]
    found = connection.execute(ANCESTORS, {"id": model, "types": types}).fetchall()
    ids = [model, *(ancestor for ancestor, *_ in found)]
    values = {"edges": GRAPHS[graph], "ids": ids}
    children = dict(connection.execute(CHILDREN, values).fetchall())
    ancestors = [
        _component(
            *(ancestor, licenses),
            properties=[
                Property(name="ecograph:steps", value=str(steps)),
                *(
                    Property(name="ecograph:parent_of", value=child)
                    for child in children[ancestor]
                ),
            ],
        )
        for ancestor, licenses, steps in found
    ]
    described = _component(*connection.execute(COMPONENT, [model]).fetchall()[0])
    described.pedigree = Pedigree(ancestors=ancestors)
    tool = Component(
        name="ecograph",
        version=metadata.version("ecograph"),
        type=ComponentType.APPLICATION,
    )
    bom = Bom(
        serial_number=uuid5(NAMESPACE_URL, json.dumps([build_id, graph, model])),
        metadata=BomMetaData(
            timestamp=built_at.replace(tzinfo=UTC),
            component=described,
            tools=ToolRepository(components=[tool]),
            properties=[
                Property(name="ecograph:build", value=build_id),
                Property(name="ecograph:graph", value=graph),
            ],
        ),
    )
    text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    text = _with_ancestors_in_order(text, ids[1:])
    _expect_valid(text, model)
    path.write_text(text, encoding="utf-8", newline="\n")
    return len(ancestors)


def _component(
    model: str,
    licenses: Iterable[str | None] | None,
    properties: Iterable[Property] = (),
) -> Component:
    purl = _purl(model)
    page = ExternalReference(
        type=ExternalReferenceType.WEBSITE, url=XsUri(hub_link(model))
    )
    return Component(
        name=model,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=model if purl is None else str(purl),
        purl=purl,
        licenses=[_license(name) for name in licenses or () if name],
        external_references=[page],
        properties=properties,
    )


def _purl(model: str) -> PackageURL | None:
    """Return the package URL of a model; None if a URL cannot represent its id."""
    owner, _, name = model.rpartition("/")
    try:
        purl = PackageURL("huggingface", owner or None, name)
        read = PackageURL.from_string(str(purl))
    except ValueError:
        return None
    round_trip = f"{read.namespace}/{read.name}" if read.namespace else read.name
    return purl if round_trip == model else None


def _license(name: str) -> DisjunctiveLicense:
    spdx_id = fixup_id(name)
    declared = LicenseAcknowledgement.DECLARED
    if spdx_id is None:
        return DisjunctiveLicense(name=name, acknowledgement=declared)
    return DisjunctiveLicense(id=spdx_id, acknowledgement=declared)


def _with_ancestors_in_order(text: str, ids: Sequence[str]) -> str:
    """Return a bill with its ancestors in order: the library sorts them by name."""
    bom = json.loads(text)
    order = {model: number for number, model in enumerate(ids)}
    pedigree = bom["metadata"]["component"].get("pedigree", {})
    pedigree.get("ancestors", []).sort(key=lambda ancestor: order[ancestor["name"]])
    return json.dumps(bom, ensure_ascii=False, indent=1) + "\n"


@cache
def _validator() -> JsonStrictValidator:
    """Return the validator, which loads its schema once."""
    return JsonStrictValidator(SchemaVersion.V1_6)


def _expect_valid(text: str, model: str) -> None:
    try:
        problem = _validator().validate_str(text)
    except MissingOptionalDependencyException as error:
        raise missing_package("jsonschema", "export") from error
    if problem is not None:
        raise EcographError(f"{model!r}: invalid as CycloneDX 1.6: {problem!r}")
