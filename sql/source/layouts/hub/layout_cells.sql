-- temp.layout_cells · version 2
--
-- One row per record of the Hub: its cells in the layout ai_ecosystem_csv, read
-- from the record's fields and tags.
--
-- Rules
-- 1. licenses and datasets are the tags license:X and dataset:X, without the
--    prefix.
-- 2. languages are those that cardData gives, else those of tag_languages, by
--    their names. What cardData gives and language_name does not know is kept
--    as it is written.
-- 3. The parents are the tags base_model:X, X as it was typed. Where it begins
--    with a relation, as tag_relation says, that of an edge type is one of the
--    typed lists, in the order of edge_type_names, and any other goes to
--    unknown_parent. Else it goes to parent_model.
-- 4. Models in the field baseModels that the tags do not name are appended to
--    the list of its relation, or to unknown_parent if the relation is not the
--    name of a type.
--
-- Why list_position: of five names or more, list_contains becomes a join, which
-- does not keep the order of the rows.
create or replace temp view layout_cells as
with
based as (
    select
        *,
        list_transform(
            temp.tag_values(tags, 'base_model:'),
            lambda value: struct_pack(
                relation := temp.tag_relation(value),
                id := case
                    when temp.tag_relation(value) is null then value
                    else substr(value, instr(value, ':') + 1)
                end
            )
        ) as named,
        temp.card_codes(card_language) as card_codes,
        list_transform(
            tags,
            lambda tag: case
                when temp.is_language_code(tag) then temp.language_name(tag)
            end
        ) as tag_names,
        coalesce(json_extract_string(base_models, '$.relation'), '')
            as base_relation,
        list_transform(
            list_filter(
                json_extract(base_models, '$.models[*].id'),
                lambda id: json_type(id) = 'VARCHAR'
            ),
            lambda id: id ->> '$'
        ) as base_ids
    from temp.hub_fields
),

lists as (
    select
        *,
        list_transform(named, lambda parent: parent.id) as typed_ids,
        coalesce(
            list_transform(
                card_codes,
                lambda code: coalesce(temp.language_name(code), code)
            ),
            temp.tag_languages(tags, tag_names)
        ) as languages,
        list_transform(
            list_filter(named, lambda parent: parent.relation is null),
            lambda parent: parent.id
        ) as listed,
        list_transform(
            edge_type_names(),
            lambda type: temp.parents_of_relation(
                named, type, base_relation, base_ids
            )
        ) as typed,
        list_concat(
            list_transform(
                list_filter(
                    named,
                    lambda parent: parent.relation is not null
                    and list_position(edge_type_names(), parent.relation)
                    is null
                ),
                lambda parent: parent.id
            ),
            case
                when list_position(edge_type_names(), base_relation) is null
                    then base_ids
            end
        ) as unknown
    from based
)

select
    model_id,
    likes,
    downloads,
    pipeline_tag,
    library_name,
    temp.time_text("createdAt") as "createdAt",
    python_literal(temp.tag_values(tags, 'license:')) as licenses,
    python_literal(temp.tag_values(tags, 'dataset:')) as datasets,
    python_literal(languages) as languages,
    python_literal(listed) as parent_model,
    python_literal(typed[1]) as finetune_parent,
    python_literal(typed[2]) as quantized_parent,
    python_literal(typed[3]) as adapter_parent,
    python_literal(typed[4]) as merge_parent,
    python_literal(unknown) as unknown_parent,
    temp.renames_told(typed_ids, base_ids) as renamed,
    extra,
    misread,
    full_json
from lists;

comment on view temp.layout_cells is
'One row per row of the source: the cells that its layout reads (see cells)';
