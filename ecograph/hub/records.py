"""What the Hub says about a model, and the base models that it names."""

import re
from typing import Any

__all__ = ["Record", "as_record", "base_models", "is_model_id"]

Record = dict[str, Any]
"""What the Hub returns about a model."""

MODEL_ID = re.compile(r"(?!\.{1,2}(?:/|$))[\w.-]+(?:/(?!\.{1,2}$)[\w.-]+)?", re.ASCII)
"""An id that the Hub can have; old ones have no owner."""

RELATION = (
    r"(?!(?:https?|ftp|file|hf):)[A-Za-z_-]*[A-Za-z][A-Za-z_-]+:"
    r"(?!(?:latest|[\d.]+x?[\d.]*[bkmBKM](?:[._-].*)?)$)"
)
"""The relation before a base model, unless both are a name and a tag of Ollama."""

TAG = re.compile(rf"base_model:(?:{RELATION})?({MODEL_ID.pattern})", re.ASCII)
"""A tag that names a base model, perhaps after its relation."""


LICENSE = ("license_name", "license_link")
"""What is kept of a model card."""


def as_record(answer: object) -> Record | None:
    """Return an answer if it is about a model, with its id as ``id``.

    Of its model card, only the name of its licence and the link to it are kept.

    Examples
    --------
    >>> as_record({"modelId": "a/b", "likes": 1})["id"]
    'a/b'
    >>> as_record([]) is None
    True
    >>> as_record({"id": "a/b", "cardData": {"license_name": "x", "widget": []}})
    {'id': 'a/b', 'license_name': 'x'}
    """
    if not isinstance(answer, dict):
        return None
    model = answer.get("id") or answer.get("modelId")
    if not isinstance(model, str) or not model:
        return None
    record = {**answer, "id": model}
    card = record.pop("cardData", None)
    found = {name: card.get(name) for name in LICENSE} if isinstance(card, dict) else {}
    return record | {n: text for n, text in found.items() if isinstance(text, str)}


def is_model_id(text: str) -> bool:
    """Whether the Hub can have a model of this id.

    Examples
    --------
    >>> [is_model_id(text) for text in ("gpt2", "a/b", "a/..", "a/b/c", "a b")]
    [True, True, False, False, False]
    """
    return MODEL_ID.fullmatch(text) is not None


def base_models(record: Record) -> list[str]:
    """Return the ids of the models that a model was made from, as its record has them.

    First those of ``baseModels``, which are the ids of today, then those of the tags.

    Examples
    --------
    >>> base_models({"tags": ["base_model:a/b", "base_model:merge:gpt2", "it"]})
    ['a/b', 'gpt2']
    >>> base_models({"tags": ["base_model:mistral:latest", "base_model:C:x"]})
    []
    """
    declared: Any = record.get("baseModels")
    models = declared.get("models") if isinstance(declared, dict) else None
    found = [
        entry.get("id") if isinstance(entry, dict) else entry
        for entry in (models if isinstance(models, list) else [])
    ]
    tags = record.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        match = TAG.fullmatch(tag) if isinstance(tag, str) else None
        found.append(match[1] if match else None)
    ids = [name for name in found if isinstance(name, str) and is_model_id(name)]
    return [*dict.fromkeys(ids)]
