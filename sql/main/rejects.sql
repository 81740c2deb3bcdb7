-- rejects · version 1
--
-- One row per cell of the source that could not be read as it should, and per
-- row without an id. The build goes on without them.
--
-- Rules
-- 1. A row without an id is no model, and nothing else of it is read.
-- 2. A parent list that is no Python list literal has no parents. An entry
--    that is no text (None, a number, half of a surrogate pair) is no id; the
--    list's other entries are read.
-- 3. likes, downloads or createdAt of another form is a missing value.
--
-- Why these columns alone: the texts of the others are taken as they are.
create or replace table rejects as
with
cells as (
    select
        rowid + 1 as source_row,
        'model_id' as column_name,
        model_id as cell,
        'no id' as reason
    from temp.source
    where model_id is null
    union all
    select
        rowid + 1 as source_row,
        'likes' as column_name,
        unreadable_likes as cell,
        'not a whole number of up to 15 digits' as reason
    from temp.source
    where model_id is not null and unreadable_likes is not null
    union all
    select
        rowid + 1 as source_row,
        'downloads' as column_name,
        unreadable_downloads as cell,
        'not a whole number of up to 15 digits' as reason
    from temp.source
    where model_id is not null and unreadable_downloads is not null
    union all
    select
        rowid + 1 as source_row,
        'createdAt' as column_name,
        "createdAt" as cell,
        'not a time like 2025-07-11T00:55:12.000Z' as reason
    from temp.source
    where
        model_id is not null
        and "createdAt" is not null
        and created_at is null
    union all
    select
        source_row,
        case relation
            when 'listed' then 'parent_model'
            else relation || '_parent'
        end as column_name,
        unreadable as cell,
        case
            when parents is null then 'not a list literal as Python writes it'
            else 'an entry is no text, so it is no id'
        end as reason
    from temp.parent_lists
    where unreadable is not null
)

select
    source_row,
    column_name,
    cell,
    reason
from cells
order by source_row, column_name;

comment on table rejects is
'One row per cell that could not be read as it should, and per row without id';
comment on column rejects.source_row is
'Row of the source, from 1 below the header';
comment on column rejects.column_name is
'Column of the source';
comment on column rejects.cell is
'The text of the cell; NULL where it is missing';
comment on column rejects.reason is
'Why it could not be read';
