"""Tell tables of models from those of the Hub's datasets and spaces."""

from collections.abc import Collection

__all__ = ["other_kind"]

MODEL_COLUMNS = {
    "model_id",
    "modelId",
    "pipeline_tag",
    "library_name",
    "baseModels",
    "base_models",
    "config",
    "inference",
    "mask_token",
    "model-index",
    "model_index",
    "transformersInfo",
    "transformers_info",
    "widgetData",
    "widget_data",
    "safetensors",
    "gguf",
}
"""Columns that the Hub gives models alone."""

OTHER_COLUMNS = {
    "datasets": {
        "annotations_creators",
        "citation",
        "config_names",
        "configs",
        "dataset_info",
        "description",
        "language_creators",
        "mainSize",
        "main_size",
        "multilinguality",
        "paperswithcode_id",
        "papers_with_code_id",
        "pretty_name",
        "size_categories",
        "source_datasets",
        "task_categories",
        "task_ids",
        "train_eval_index",
    },
    "spaces": {
        "ai_short_description",
        "app_file",
        "app_port",
        "colorFrom",
        "colorTo",
        "duplicated_from",
        "emoji",
        "host",
        "python_version",
        "runtime",
        "sdk",
        "sdk_version",
        "short_description",
        "subdomain",
        "suggested_hardware",
    },
}
"""Columns that it gives these alone, or that their cards have."""

DATASET_TAGS = ("task_categories:", "size_categories:", "task_ids:")
"""Beginnings of tags that most datasets have, and few models."""


def other_kind(
    names: Collection[str], tags: Collection[str], file_name: str = ""
) -> tuple[str, str] | None:
    """Return what a table holds that is not models, and what tells it.

    Parameters
    ----------
    names : collection of str
        Its columns or fields.
    tags : collection of str
        The tags of some of its rows, each as text; looked at if no column tells.
    file_name : str
        The name of its file; looked at if no tag tells.

    Examples
    --------
    >>> other_kind(["id", "tags", "sdk"], [])
    ('spaces', 'column sdk')
    >>> other_kind(["id", "tags"], ["['size_categories:n<1K']"])
    ('datasets', 'tags task_categories:, size_categories: or task_ids:')
    >>> other_kind(["id", "tags"], [], "datasets.parquet")
    ('datasets', 'the name')
    >>> other_kind(["id", "tags"], ["['base_model:gpt2']"], "datasets.parquet")
    """
    if not MODEL_COLUMNS.isdisjoint(names):
        return None
    for kind, columns in OTHER_COLUMNS.items():
        if found := columns.intersection(names):
            return kind, f"column {min(found)}"
    if any("base_model:" in text for text in tags):
        return None
    of_datasets = [text for text in tags if any(tag in text for tag in DATASET_TAGS)]
    if 2 * len(of_datasets) > len(tags):
        first, second, third = DATASET_TAGS
        return "datasets", f"tags {first}, {second} or {third}"
    for kind in OTHER_COLUMNS:
        if file_name.lower().startswith(kind):
            return kind, "the name"
    return None
