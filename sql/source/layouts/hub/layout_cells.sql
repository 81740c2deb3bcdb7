-- temp.layout_cells · version 3
--
-- One row per record of the Hub: its cells in the layout ai_ecosystem_csv, read
-- from the record's fields and tags.
--
-- Rules
-- 1. licenses and datasets are the tags license:X and dataset:X, without the
--    prefix.
-- 2. languages are those that the model card gives, else those of
--    tag_languages, by their names. What the card gives and language_name does
--    not know is kept as it is written.
-- 3. The parents are the tags base_model:X, X as it was typed. Where it begins
--    with a relation, as tag_relation says, that of an edge type is one of the
--    typed lists, in the order of edge_type_names, and any other goes to
--    unknown_parent. Else it goes to parent_model.
-- 4. Models in the field baseModels that the tags do not name are appended to
--    the list of its relation, or to unknown_parent if the relation is not the
--    name of a type. Those that only the model card names come before them.
--
-- Why list_position: of five names or more, list_contains becomes a join, which
-- does not keep the order of the rows.
create or replace temp view layout_cells as
with
tagged as (
    select
        *,
        temp.tag_parents(tags) as tag_parents,
        list_transform(
            tags,
            lambda tag: case
                when temp.is_language_code(tag) then temp.language_name(tag)
            end
        ) as tag_names,
        coalesce(json_extract_string(base_models, '$.relation'), '')
            as base_relation,
        temp.json_texts(
            to_json(json_extract(base_models, '$.models[*].id'))
        ) as base_ids
    from temp.hub_cards
),

based as (
    select
        *,
        list_concat(
            tag_parents,
            temp.card_parents(card_bases, card_relation, tag_parents, base_ids)
        ) as named
    from tagged
),

lists as (
    select
        *,
        list_transform(named, lambda parent: parent.id) as typed_ids,
        coalesce(
            list_transform(
                card_languages,
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
    temp.hub_time("createdAt") as "createdAt",
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
