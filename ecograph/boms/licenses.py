"""The licences of a component, by their SPDX ids where they have one."""

import re
from typing import Any

from ecograph.boms.lineage import Member
from ecograph.errors import missing_package
from ecograph.model_ids import hub_link

try:
    from cyclonedx.spdx import fixup_id
except ImportError as error:
    raise missing_package("cyclonedx-python-lib", "export") from error

__all__ = ["licenses"]

URL = r"https?://(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
"""An address in the characters that RFC 3986 allows."""

FILE = r"(?:\./)?[\w.-]+(?:/[\w.-]+)*"
"""A file in the model's repository."""


def licenses(member: Member) -> list[dict[str, Any]]:
    """Return the licences of a model as CycloneDX has them.

    The name and the link that its record gives are those of ``other``, if that is one
    of them; the link alone may also be that of its only licence.
    """
    ids = member.licenses or []
    linked = "other" if "other" in ids else ids[0] if len(ids) == 1 else None
    return [
        {"license": _license(license_id, member if license_id == linked else None)}
        for license_id in ids
    ]


def _license(license_id: str, record: Member | None) -> dict[str, Any]:
    """Return a licence; `record` is the model whose name and link are those of it."""
    spdx_id = fixup_id(license_id)
    found: dict[str, Any] = {"name": license_id} if spdx_id is None else {"id": spdx_id}
    found["acknowledgement"] = "declared"
    if record is None:
        return found
    if license_id == "other" and record.license_name:
        found["name"] = record.license_name
        found["properties"] = [{"name": "ecograph:license", "value": license_id}]
    url = _url(record.name, record.license_link or "")
    if url is not None:
        found["url"] = url
    return found


def _url(model: str, link: str) -> str | None:
    """Return the address that a link means; None if it means none.

    Examples
    --------
    >>> _url("owner/name", "LICENSE.md")
    'https://huggingface.co/owner/name/blob/main/LICENSE.md'
    >>> _url("owner/name", " https://ai.example/terms ")
    'https://ai.example/terms'
    >>> _url("owner/name", "ask us")
    """
    link = link.strip()
    if re.fullmatch(URL, link, re.ASCII):
        return link
    if re.fullmatch(FILE, link, re.ASCII) and ".." not in link.split("/"):
        return f"{hub_link(model)}/blob/main/{link.removeprefix('./')}"
    return None
