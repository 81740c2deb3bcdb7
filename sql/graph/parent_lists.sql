-- temp.parent_lists · version 4
--
-- One row per cell of the source that lists parents: each cell of the six
-- parent columns that is neither empty nor `[]`, in rows that have an id.
--
-- Rules
-- 1. The entries of parent_model have the relation `listed`; those of the other
--    columns have a relation named after the column. That of unknown_parent,
--    which no CSV has, is `unknown`: the Hub names a type that is not an edge
--    type.
-- 2. A cell that is not a Python list literal has NULL instead of its parents,
--    and an entry that is not text is NULL. The text of the cell is kept only
--    in these cases, and unless it stands for a missing value.
create or replace temp table parent_lists as
with
cells as (
    select
        rowid + 1 as source_row,
        coalesce(first_row, rowid) as child_position,
        unnest(enum_range(as_relation(null))) as relation,
        unnest(parent_cells) as cell
    from temp.source
    where
        model_id is not null
        and parent_cells is not null
),

parsed as (
    select
        *,
        python_list(cell) as parents
    from cells
    where cell <> '[]'
)

select
    source_row,
    child_position,
    as_relation(relation) as relation,
    parents,
    case
        when parents is null or list_count(parents) < len(parents)
            then temp.null_if_missing(cell)
    end as unreadable
from parsed;

comment on table temp.parent_lists is
'One row per cell of the source that lists parents';
comment on column temp.parent_lists.source_row is
'Row of the source, from 1 below the header';
comment on column temp.parent_lists.child_position is
'models.position of the row''s model';
comment on column temp.parent_lists.relation is
'The list: listed is parent_model; the others are named after their column';
comment on column temp.parent_lists.parents is
'The entries; NULL if the cell is not a list literal';
comment on column temp.parent_lists.unreadable is
'Text of a cell that is not a list literal, or has an entry that is not text';
