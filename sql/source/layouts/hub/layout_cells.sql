-- temp.layout_cells · version 1
--
-- One row per record of the Hub: its cells in the layout ai_ecosystem_csv, read
-- from the record's fields and tags.
--
-- Rules
-- 1. licenses and datasets are the tags license:X and dataset:X, without the
--    prefix. languages are the names of those languages whose two-letter codes
--    (ISO 639-1) are tags.
-- 2. parent_model is the tags base_model:X with exactly one colon. The tags
--    base_model:TYPE:X are the typed lists, in the order of edge_type_names.
--    Any other type goes to unknown_parent.
-- 3. Models in the field baseModels that the tags do not name are appended to
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
        list_filter(
            tags, lambda tag: starts_with(tag, 'base_model:')
        ) as base_tags
    from temp.hub_fields
),

lists as (
    select
        *,
        list_filter(
            list_transform(
                list_filter(tags, lambda tag: length(tag) = 2),
                lambda tag: temp.language_names()[tag]
            ),
            lambda name: name is not null
        ) as languages,
        list_filter(
            temp.tag_values(base_tags, 'base_model:'),
            lambda base: not contains(base, ':')
        ) as listed,
        list_transform(
            edge_type_names(),
            lambda type: temp.base_models_of_type(
                base_tags, type, relation, base_ids
            )
        ) as typed,
        list_concat(
            list_transform(
                list_filter(
                    temp.tag_values(base_tags, 'base_model:'),
                    lambda base: contains(base, ':')
                    and not list_contains(
                        edge_type_names(), split_part(base, ':', 1)
                    )
                ),
                lambda base: substr(base, instr(base, ':') + 1)
            ),
            case
                when
                    relation is not null
                    and list_position(edge_type_names(), relation) is null
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
    misread,
    full_json
from lists;

comment on view temp.layout_cells is
'One row per row of the source: the cells that its layout reads (see cells)';
