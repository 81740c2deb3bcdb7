-- Write the synthetic table, the variable `source`, as records of the Hub: one JSON
-- object per line, with its lists as tags.
copy (
    select
        model_id as id,
        try_cast(likes as bigint) as likes,
        try_cast(downloads as bigint) as downloads,
        list_concat(
            ['safetensors', 'endpoints_compatible', 'region:us'],
            list_transform(python_list(licenses), lambda x: 'license:' || x),
            list_transform(python_list(datasets), lambda x: 'dataset:' || x),
            list_transform(python_list(parent_model), lambda x: 'base_model:' || x),
            list_transform(
                python_list(finetune_parent), lambda x: 'base_model:finetune:' || x
            ),
            list_transform(
                python_list(quantized_parent), lambda x: 'base_model:quantized:' || x
            ),
            list_transform(
                python_list(adapter_parent), lambda x: 'base_model:adapter:' || x
            ),
            list_transform(
                python_list(merge_parent), lambda x: 'base_model:merge:' || x
            )
        ) as tags,
        pipeline_tag,
        library_name,
        "createdAt"
    from read_csv(
        getvariable('source'), header = true, all_varchar = true, quote = '"',
        escape = '"'
    )
) to 'models.jsonl' (format json);
