-- temp.hub_fields · version 8
--
-- One row per record of a model: the fields that the graphs need.
--
-- Rules
-- 1. The id is that next to the record, else the field id, else modelId. What
--    is not text is not an id and goes to misread.
-- 2. created_at, base_models and the like are read like createdAt and
--    baseModels. Where base_models differs from baseModels, it goes to misread.
-- 3. tags are a list or the text of one. All else in them goes to misread.
create or replace temp view hub_fields as
with
named as (
    select
        *,
        coalesce(field.id, field."modelId") as id_json,
        coalesce(field."baseModels", field.base_models) as base_json,
        list_transform(
            [
                base_json,
                coalesce(field."cardData", field.card_data),
                field.safetensors
            ],
            lambda value: temp.parsed_object(value)
        ) as objects,
        temp.other_tags(record, field.tags) as other_tags
    from temp.hub_records
),

parsed as (
    select
        *,
        case when json_type(id_json) = 'VARCHAR' then id_json ->> '$' end
            as id_text,
        case
            when json_type(id_json) <> 'VARCHAR' then id_json
            when id_json is null and json_type(record) <> 'OBJECT'
                then nullif(record, 'null')
        end as other_id,
        coalesce(
            temp.json_texts(other_tags), python_list(other_tags ->> '$')
        ) as tag_list,
        objects[1] as base_models,
        objects[2] as card,
        temp.extra_fields(field, objects[3], objects[2]) as extra
    from named
)

select
    coalesce(model_id, id_text) as model_id,
    field.likes,
    field.downloads,
    field.pipeline_tag,
    field.library_name,
    coalesce(field."createdAt", field.created_at) as "createdAt",
    coalesce(tag_list, field.tags) as tags,
    base_models,
    card,
    extra,
    field."formerIds" as former_ids,
    list_concat(
        misread,
        temp.unread_cell('model_id', cast(other_id as varchar), model_id),
        temp.unread_cell(
            'tags',
            cast(other_tags as varchar),
            case when temp.has_only_texts(other_tags) then tag_list end
        ),
        temp.unread_cell(
            'baseModels',
            cast(base_json as varchar),
            nullif(temp.is_base_models(base_models), false)
        ),
        case
            when field."baseModels" <> field.base_models
                then temp.unread_cell(
                    'base_models', cast(field.base_models as varchar), null
                )
        end,
        temp.unread_cell(
            'cardData',
            cast(card as varchar),
            nullif(json_type(card) = 'OBJECT', false)
        ),
        temp.unread_extras(field, card, extra)
    ) as misread,
    full_json,
    card_text
from parsed;

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
'Tags; NULL if the record has no such field';
comment on column temp.hub_fields.base_models is
'The object that gives a relation and the models that it leads to';
comment on column temp.hub_fields.card is
'What the model card gives, as JSON';
comment on column temp.hub_fields.extra is
'What else the record says of the model: see models';
comment on column temp.hub_fields.former_ids is
'Ids that the model had before';
comment on column temp.hub_fields.misread is
'Columns whose cells could not be read, and the text of these cells';
comment on column temp.hub_fields.full_json is
'The text of the record as read; NULL if it is not a whole record';
comment on column temp.hub_fields.card_text is
'The text of the model card, if it was asked for';
