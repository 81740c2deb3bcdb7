-- temp.hub_fields · version 1
--
-- One row per record of a model: the fields that the graphs need.
--
-- Rules
-- 1. The id is the one that the source gives next to the record, else the field
--    id, else modelId.
-- 2. relation and base_ids come from the field baseModels, which gives one
--    relation and the models that it leads to.
-- 3. Tags that are not a list go to misread.
create or replace temp view hub_fields as
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
)

select
    coalesce(model_id, field.id, field."modelId") as model_id,
    field.likes,
    field.downloads,
    field.pipeline_tag,
    field.library_name,
    field."createdAt",
    coalesce(field.tags, []) as tags,
    coalesce(
        json_extract_string(try_cast(field."baseModels" as json), 'relation'),
        ''
    ) as relation,
    coalesce(
        json_extract_string(
            try_cast(field."baseModels" as json), '$.models[*].id'
        ),
        []
    ) as base_ids,
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
from fields;

comment on view temp.hub_fields is
'One row per record of a model: the fields that the graphs need';
comment on column temp.hub_fields.model_id is
'Id of the model';
comment on column temp.hub_fields.likes is
'Likes on the Hub';
comment on column temp.hub_fields.downloads is
'Downloads of the last 30 days';
comment on column temp.hub_fields.pipeline_tag is
'Task';
comment on column temp.hub_fields.library_name is
'Library';
comment on column temp.hub_fields."createdAt" is
'When the model was created';
comment on column temp.hub_fields.tags is
'Tags; empty if there are none';
comment on column temp.hub_fields.relation is
'Relation to the models in base_ids; empty if there is none';
comment on column temp.hub_fields.base_ids is
'Ids of the models that it is derived from, by this relation';
comment on column temp.hub_fields.misread is
'Columns whose cells could not be read, and the text of these cells';
comment on column temp.hub_fields.full_json is
'The text of the record as read; NULL if it is not a whole record';
