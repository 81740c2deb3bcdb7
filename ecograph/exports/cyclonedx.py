"""A model and what it was made from, as a bill of materials: CycloneDX 1.6."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from duckdb import DuckDBPyConnection

from ecograph.errors import EcographError
from ecograph.graphs.names import GRAPHS
from ecograph.model_ids import hub_link

MISSING = (
    "cyclonedx-python-lib is missing; install it with pip install 'ecograph[export]'"
)

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
    raise EcographError(MISSING) from error

__all__ = ["write_bom"]

MADE = "select build_id, built_at from meta.build"

TYPES = "select list(edge_type) from graph_types where graph = ?"

MODEL = "select model_id, python_list(licenses) from models where model_id = ?"

ANCESTORS = """
    select
        models.model_id,
        python_list(models.licenses),
        ancestors.steps
    from ancestors($id, $types) as ancestors
    inner join models on ancestors.position = models.position
    order by ancestors.steps, ancestors.position
"""

MADE_FROM = """
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
    """Write the bill of materials of a model, and return how many ancestors it has.

    The model is the component that the bill describes, and its pedigree has all of
    its ancestors along the edges of a graph, the nearest first. The same build gives
    the same bytes.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A build, which has the model.
    graph : {"full", "finetune", "nomerges"}
        Along which edges.
    model : str
        The id of the model.
    path : Path
        The file to write.

    Raises
    ------
    EcographError
        Nothing is known of the build, or what would be written is not valid.
    """
    made = connection.execute(MADE).fetchone()
    if made is None:
        raise EcographError(
            "the database was built in the DuckDB shell, which does not say when, as "
            "CycloneDX has to; build it with `ecograph build SOURCE`"
        )
    build, built_at = made
    types = connection.execute(TYPES, [graph]).fetchall()[0][0]
    found = connection.execute(ANCESTORS, {"id": model, "types": types}).fetchall()
    ids = [model, *(ancestor for ancestor, *_ in found)]
    asked = {"edges": GRAPHS[graph], "ids": ids}
    children = dict(connection.execute(MADE_FROM, asked).fetchall())
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
    described = _component(*connection.execute(MODEL, [model]).fetchall()[0])
    described.pedigree = Pedigree(ancestors=ancestors)
    tool = Component(
        name="ecograph",
        version=metadata.version("ecograph"),
        type=ComponentType.APPLICATION,
    )
    bom = Bom(
        serial_number=uuid5(NAMESPACE_URL, json.dumps([build, graph, model])),
        metadata=BomMetaData(
            timestamp=built_at.replace(tzinfo=UTC),
            component=described,
            tools=ToolRepository(components=[tool]),
            properties=[
                Property(name="ecograph:build", value=build),
                Property(name="ecograph:graph", value=graph),
            ],
        ),
    )
    text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    text = _in_order(text, [ancestor for ancestor, *_ in found])
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
    """Return the package URL of a model, None if there is none that says its id."""
    owner, _, name = model.rpartition("/")
    try:
        purl = PackageURL("huggingface", owner or None, name)
        read = PackageURL.from_string(str(purl))
    except ValueError:
        return None
    said = f"{read.namespace}/{read.name}" if read.namespace else read.name
    return purl if said == model else None


def _license(name: str) -> DisjunctiveLicense:
    known = fixup_id(name)
    declared = LicenseAcknowledgement.DECLARED
    if known is None:
        return DisjunctiveLicense(name=name, acknowledgement=declared)
    return DisjunctiveLicense(id=known, acknowledgement=declared)


def _in_order(text: str, ids: Sequence[str]) -> str:
    """Return a bill with its ancestors in order, which the library puts by name."""
    bom = json.loads(text)
    place = {model: number for number, model in enumerate(ids)}
    pedigree = bom["metadata"]["component"].get("pedigree", {})
    pedigree.get("ancestors", []).sort(key=lambda ancestor: place[ancestor["name"]])
    return json.dumps(bom, ensure_ascii=False, indent=1) + "\n"


def _expect_valid(text: str, model: str) -> None:
    try:
        wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    except MissingOptionalDependencyException as error:
        raise EcographError(MISSING) from error
    if wrong is not None:
        raise EcographError(f"{model!r} cannot be written as CycloneDX 1.6: {wrong!r}")
