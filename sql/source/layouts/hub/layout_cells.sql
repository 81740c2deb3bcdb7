-- temp.layout_cells · version 7
--
-- One row per record of the Hub: its cells in the layout ai_ecosystem_csv.
--
-- Rules
-- 1. licenses and datasets are the X of the tags license:X and dataset:X.
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
-- Why a list of literals: DuckDB so binds a long macro once, and not for each.
create or replace temp view layout_cells as
with
tagged as (
    select
        *,
        temp.tag_parents(tags) as tag_parents,
        coalesce(
            card_languages,
            list_transform(
                tags,
                lambda tag: case when temp.is_language_code(tag) then tag end
            )
        ) as codes,
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
        ) as named,
        list_transform(
            codes,
            lambda code: coalesce(
                temp.language_name(code),
                case when card_languages is not null then code end
            )
        ) as names
    from tagged
),

lists as (
    select
        *,
        temp.typed_ids(named, base_ids) as typed_ids,
        case
            when card_languages is null then temp.tag_languages(tags, names)
            else names
        end as languages,
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
        temp.unknown_parents(named, base_relation, base_ids) as unknown
    from based
),

written as (
    select
        *,
        list_transform(
            [
                temp.tag_values(tags, 'license:'),
                temp.tag_values(tags, 'dataset:'),
                languages,
                listed,
                unknown
            ] || typed,
            lambda list: python_literal(list)
        ) as literals
    from lists
)

select
    model_id,
    likes,
    downloads,
    pipeline_tag,
    library_name,
    temp.time_text("createdAt") as "createdAt",
    literals[1] as licenses,
    literals[2] as datasets,
    literals[3] as languages,
    papers,
    literals[4] as parent_model,
    literals[6] as finetune_parent,
    literals[7] as quantized_parent,
    literals[8] as adapter_parent,
    literals[9] as merge_parent,
    literals[5] as unknown_parent,
    temp.renames_told(typed_ids, base_ids, former_ids, model_id) as renamed,
    extra,
    misread,
    full_json,
    card_text
from written;

comment on view temp.layout_cells is
'One row per row of the source: the cells that its layout reads (see cells)';
