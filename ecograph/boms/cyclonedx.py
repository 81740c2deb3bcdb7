"""A model and what it was made from as a bill of materials in CycloneDX."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ecograph.analysis.licenses import DISCLAIMER
from ecograph.boms.licenses import licenses
from ecograph.boms.lineage import Key, Lineage, Link, Member
from ecograph.errors import EcographError, missing_package
from ecograph.model_ids import hub_link

try:
    from cyclonedx.exception import MissingOptionalDependencyException
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
except ImportError as error:
    raise missing_package("cyclonedx-python-lib", "export") from error

__all__ = ["bill_text", "expect_version"]

HUB_ID = r"(?:([\w.-]+)/)?[\w.-]+"
"""An id that the Hub allows, with or without an owner."""

Part = dict[str, Any]


def expect_version(spec_version: str) -> None:
    """Raise an error unless the library has the schema of a version of CycloneDX."""
    _validator(spec_version)


def bill_text(
    lineage: Lineage, build_id: str, built_at: datetime, spec_version: str
) -> str:
    """Return the bill of materials of a model as the text of a file.

    The same build gives the same text.

    Parameters
    ----------
    lineage : Lineage
        The model with what it was made from.
    build_id : str
        Id of the build.
    built_at : datetime.datetime
        Its time in UTC, without a time zone.
    spec_version : {"1.6", "1.7"}
        Version of CycloneDX.

    Raises
    ------
    EcographError
        The bill would be invalid, or a package is missing.
    """
    bill = _bill(lineage, build_id, built_at, spec_version)
    text = json.dumps(bill, ensure_ascii=False, indent=1) + "\n"
    _expect_valid(text, lineage.model, spec_version)
    return text


def _bill(
    lineage: Lineage, build_id: str, built_at: datetime, spec_version: str
) -> Part:
    model, *others = lineage.members
    refs = {member.key: _ref(member) for member in lineage.members}
    links: dict[Key, list[Link]] = {}
    parents: dict[Key, list[str]] = {}
    for link in lineage.links:
        links.setdefault(link.parent, []).append(link)
        if link.parent != link.child:
            parents.setdefault(link.child, []).append(refs[link.parent])
    described = _component(model, links.get(model.key, ()))
    verdict = {"verdict": [lineage.verdict], "verdict_reason": [lineage.reason]}
    described["properties"] = [*_properties(verdict), *described["properties"]]
    name = json.dumps([build_id, lineage.model, spec_version])
    origin = {"build": [build_id], "disclaimer": [DISCLAIMER]}
    bill: Part = {
        "$schema": f"http://cyclonedx.org/schema/bom-{spec_version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": spec_version,
        "serialNumber": uuid5(NAMESPACE_URL, name).urn,
        "version": 1,
        "metadata": {
            "timestamp": built_at.replace(tzinfo=UTC).isoformat(),
            "tools": {"components": [_tool()]},
            "component": described,
            "properties": _properties(origin),
        },
        "components": [_component(part, links[part.key]) for part in others],
        "dependencies": [
            {"ref": refs[member.key], "dependsOn": parents.get(member.key, [])}
            for member in lineage.members
            if member.status is None
        ],
    }
    missing = [refs[member.key] for member in others if member.status is not None]
    if missing:
        bill["compositions"] = [{"aggregate": "unknown", "dependencies": missing}]
    return bill


@cache
def _tool() -> Part:
    version = metadata.version("ecograph")
    return {"type": "application", "name": "ecograph", "version": version}


def _component(member: Member, links: Iterable[Link]) -> Part:
    """Return a member as a component; links are those to its children."""
    part: Part = {"type": "machine-learning-model", "bom-ref": _ref(member)}
    on_hub = _on_hub(member.name)
    if on_hub is not None and on_hub[1] is not None:
        owner = on_hub[1]
        part["supplier"] = {"name": owner, "url": [hub_link(owner)]}
    part["name"] = member.name
    if member.status is not None:
        part["description"] = _description(member.status)
    if member.licenses:
        part["licenses"] = licenses(member)
    purl = _purl(member.name)
    if purl is not None:
        part["purl"] = purl
    if on_hub is not None:
        part["externalReferences"] = [{"type": "website", "url": hub_link(member.name)}]
    types = [f"{link.types or 'untyped'}: {link.child_id}" for link in links]
    properties: dict[str, Iterable[str | None]] = {
        "steps": [str(member.steps)],
        "edge_type": types,
        "status": [member.status],
        "suggested_id": [member.suggested_id],
        "finding": [member.finding],
        "finding_reason": [member.reason],
        "dropped_term": member.dropped_terms or [],
    }
    part["properties"] = _properties(properties)
    return part


def _description(status: str) -> str:
    """Return what is to be said of a missing parent."""
    if status == "unknown_type":
        return "A parent as typed, by a relation that is no type of edge"
    if status == "unreadable":
        return "The text of parents that cannot be read"
    return f"A parent as typed, not in this snapshot: {status.replace('_', ' ')}"


def _properties(values: Mapping[str, Iterable[str | None]]) -> list[Part]:
    return [
        {"name": f"ecograph:{name}", "value": value}
        for name, found in values.items()
        for value in found
        if value is not None
    ]


def _ref(member: Member) -> str:
    """Return what the bill refers to a member by: a package URL, if it is a model's."""
    if member.status is not None:
        return f"missing:{member.status}:{member.name}"
    return _purl(member.name) or f"model:{member.name}"


def _purl(model: str) -> str | None:
    """Return the package URL of a model, which needs an owner; None if it has none.

    Examples
    --------
    >>> _purl("owner/Name"), _purl("gpt2"), _purl("C:/models/base")
    ('pkg:huggingface/owner/Name', None, None)
    """
    on_hub = _on_hub(model)
    if on_hub is None or on_hub[1] is None:
        return None
    return f"pkg:huggingface/{model}"


def _on_hub(model: str) -> re.Match[str] | None:
    """Return the match of an id that the Hub allows, whose first group is the owner."""
    if {".", ".."}.intersection(model.split("/")):
        return None
    return re.fullmatch(HUB_ID, model, re.ASCII)


@cache
def _validator(spec_version: str) -> JsonStrictValidator:
    """Return the validator of a version, which loads its schema once."""
    try:
        return JsonStrictValidator(SchemaVersion.from_version(spec_version))
    except ValueError as error:
        raise EcographError(
            f"CycloneDX {spec_version} is unknown to the installed "
            "cyclonedx-python-lib; use 1.6, or update it"
        ) from error


def _expect_valid(text: str, model: str, spec_version: str) -> None:
    try:
        problem = _validator(spec_version).validate_str(text)
    except MissingOptionalDependencyException as error:
        raise missing_package("jsonschema", "export") from error
    if problem is not None:
        raise EcographError(
            f"{model!r}: invalid as CycloneDX {spec_version}: {problem!r}"
        )
