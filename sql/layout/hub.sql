-- layout.hub · version 1
--
-- One row per record of the Hub: its cells as the layout ai_ecosystem has them,
-- read from the record's fields and tags.
--
-- Rules
-- 1. The id is the field id, or else modelId.
-- 2. licenses and datasets are the tags license: and dataset:, without these.
--    languages are the names of the tags that are two-letter codes (ISO 639-1).
-- 3. parent_model are the tags base_model:X of exactly one colon. The tags
--    base_model:finetune:X, and likewise quantized, adapter and merge, are the
--    typed lists. A further type goes to unknown_parent.
-- 4. The field baseModels names a relation and models: those that the tags do
--    not have are added to the list of the relation, or to unknown_parent where
--    it is none of the four.
-- 5. Tags that are no list are misread.
create or replace temp view cells as
with
fields as (
    select
        hub_records.*,
        json_transform(
            record,
            '{
                "id": "VARCHAR",
                "modelId": "VARCHAR",
                "likes": "VARCHAR",
                "downloads": "VARCHAR",
                "tags": ["VARCHAR"],
                "pipeline_tag": "VARCHAR",
                "library_name": "VARCHAR",
                "createdAt": "VARCHAR",
                "baseModels": "VARCHAR"
            }'
        ) as field
    from temp.hub_records
),

based as (
    select
        *,
        list_filter(
            coalesce(field.tags, []),
            lambda tag: starts_with(tag, 'base_model:')
        ) as base_tags,
        coalesce(
            json_extract_string(
                try_cast(field."baseModels" as json), 'relation'
            ),
            ''
        ) as relation,
        coalesce(
            json_extract_string(
                try_cast(field."baseModels" as json), '$.models[*].id'
            ),
            []
        ) as ids
    from fields
),

lists as (
    select
        *,
        temp.tagged(coalesce(field.tags, []), 'license:') as licenses,
        temp.tagged(coalesce(field.tags, []), 'dataset:') as datasets,
        list_filter(
            list_transform(
                list_filter(
                    coalesce(field.tags, []), lambda tag: length(tag) = 2
                ),
                lambda tag: temp.language_names()[tag]
            ),
            lambda name: name is not null
        ) as languages,
        list_transform(
            list_filter(
                base_tags, lambda tag: not contains(substr(tag, 12), ':')
            ),
            lambda tag: substr(tag, 12)
        ) as listed,
        temp.bases(base_tags, 'finetune', relation, ids) as finetune,
        temp.bases(base_tags, 'quantized', relation, ids) as quantized,
        temp.bases(base_tags, 'adapter', relation, ids) as adapter,
        temp.bases(base_tags, 'merge', relation, ids) as merge,
        list_concat(
            list_transform(
                list_filter(
                    base_tags,
                    lambda tag: contains(substr(tag, 12), ':')
                    and not regexp_matches(
                        tag, '^base_model:(finetune|quantized|adapter|merge):'
                    )
                ),
                lambda tag: regexp_replace(tag, '(?s)^base_model:[^:]*:', '')
            ),
            case
                when
                    relation not in (
                        'finetune', 'quantized', 'adapter', 'merge'
                    )
                    then ids
            end
        ) as unknown
    from based
)

select
    coalesce(model_id, field.id, field."modelId") as model_id,
    field.likes,
    field.downloads,
    field.pipeline_tag,
    field.library_name,
    temp.time_cell(field."createdAt") as "createdAt",
    python_literal(licenses) as licenses,
    python_literal(datasets) as datasets,
    python_literal(languages) as languages,
    python_literal(listed) as parent_model,
    python_literal(finetune) as finetune_parent,
    python_literal(quantized) as quantized_parent,
    python_literal(adapter) as adapter_parent,
    python_literal(merge) as merge_parent,
    python_literal(unknown) as unknown_parent,
    case
        when field.tags is null and json_type(record, 'tags') <> 'NULL'
            then list_append(
                misread,
                struct_pack(
                    column_name := 'tags',
                    cell := cast(json_extract(record, 'tags') as varchar)
                )
            )
        else misread
    end as misread,
    full_json
from lists;

comment on view temp.cells is
'One row per row of the source: its cells as the layout ai_ecosystem has them';
comment on column temp.cells.model_id is
'Id of the model';
comment on column temp.cells.likes is
'Likes on the Hub';
comment on column temp.cells.downloads is
'Downloads of the last 30 days';
comment on column temp.cells.pipeline_tag is
'Task';
comment on column temp.cells.library_name is
'Library';
comment on column temp.cells."createdAt" is
'When the model was created';
comment on column temp.cells.licenses is
'Licences, as a Python list literal';
comment on column temp.cells.datasets is
'Datasets, as a Python list literal';
comment on column temp.cells.languages is
'Languages, as a Python list literal';
comment on column temp.cells.parent_model is
'Parents, as a Python list literal';
comment on column temp.cells.finetune_parent is
'Parents that it was fine-tuned from, likewise';
comment on column temp.cells.quantized_parent is
'Parents that it was quantized from, likewise';
comment on column temp.cells.adapter_parent is
'Parents that it adapts, likewise';
comment on column temp.cells.merge_parent is
'Parents that it was merged from, likewise';
comment on column temp.cells.unknown_parent is
'Parents by a relation of another name, likewise';
comment on column temp.cells.misread is
'Columns that cannot be read, and their text';
comment on column temp.cells.full_json is
'The whole record as it is read; NULL where there is none';
