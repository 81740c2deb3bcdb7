-- temp.parent_lists · version 1
--
-- One row per cell of the source that lists parents: those of the five parent
-- columns that are neither empty nor `[]`, in rows that have an id.
--
-- Rules
-- 1. The relation of parent_model's entries is `listed`; that of the others is
--    named after the column.
-- 2. A cell that is no Python list literal has NULL in place of its parents.
--    Only then is its text kept.
create or replace temp table parent_lists as
with
cells as (
    select
        rowid + 1 as source_row,
        model_id as child_id,
        'listed' as relation,
        parent_model as cell
    from temp.source
    where parent_model <> '[]'
    union all
    select
        rowid + 1 as source_row,
        model_id as child_id,
        'finetune' as relation,
        finetune_parent as cell
    from temp.source
    where finetune_parent <> '[]'
    union all
    select
        rowid + 1 as source_row,
        model_id as child_id,
        'quantized' as relation,
        quantized_parent as cell
    from temp.source
    where quantized_parent <> '[]'
    union all
    select
        rowid + 1 as source_row,
        model_id as child_id,
        'adapter' as relation,
        adapter_parent as cell
    from temp.source
    where adapter_parent <> '[]'
    union all
    select
        rowid + 1 as source_row,
        model_id as child_id,
        'merge' as relation,
        merge_parent as cell
    from temp.source
    where merge_parent <> '[]'
),

lists as (
    select
        source_row,
        child_id,
        cast(
            relation
            as enum('listed', 'finetune', 'quantized', 'adapter', 'merge')
        ) as relation,
        python_list(cell) as parents,
        cell
    from cells
    where child_id is not null
)

select
    source_row,
    child_id,
    relation,
    parents,
    case when parents is null then cell end as unreadable
from lists;

comment on table temp.parent_lists is
'One row per cell of the source that lists parents';
comment on column temp.parent_lists.source_row is
'Row of the source, from 1 below the header';
comment on column temp.parent_lists.child_id is
'Id of the row''s model';
comment on column temp.parent_lists.relation is
'The list: listed (parent_model), finetune, quantized, adapter or merge';
comment on column temp.parent_lists.parents is
'The entries; NULL where the cell is no list literal';
comment on column temp.parent_lists.unreadable is
'The text of a cell that is no list literal';
