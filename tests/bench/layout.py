"""The columns of the ai_ecosystem layout that the graphs need."""

NODE_ATTRIBUTES = [
    "likes",
    "downloads",
    "pipeline_tag",
    "library_name",
    "createdAt",
    "licenses",
    "datasets",
    "languages",
]
TYPED_LISTS = {
    "finetune": "finetune_parent",
    "quantized": "quantized_parent",
    "adapter": "adapter_parent",
    "merge": "merge_parent",
}
LISTS = ["parent_model", *TYPED_LISTS.values()]
