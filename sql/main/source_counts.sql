-- source_counts · version 2
--
-- One row per count of what was read from the source, taken before anything
-- was made of it.
--
-- Rules
-- 1. rows: all rows below the header, whatever is in them; and those of them
--    that have no id, of which nothing else is counted.
-- 2. unreadable: the cells of a column that are neither missing nor what they
--    should be: a number, a time, a list of texts.
-- 3. entries: those of all lists of a column.
--
-- Why: the checks hold what the database says against it.
create or replace table source_counts as
with
cells as (
    select
        count(*) as all_rows,
        count(*) filter (where model_id is null) as without_id,
        count(unreadable_likes) filter (where model_id is not null) as likes,
        count(unreadable_downloads) filter (where model_id is not null)
            as downloads,
        count("createdAt") filter (
            where created_at is null and model_id is not null
        ) as times
    from temp.source
),

lists as (
    select
        case relation
            when 'listed' then 'parent_model'
            else relation || '_parent'
        end as column_name,
        count(unreadable) as unreadable,
        cast(coalesce(sum(len(parents)), 0) as bigint) as entries
    from temp.parent_lists
    group by relation
)

select
    lines.column_name,
    lines.measure,
    lines.number
from cells
cross join
    lateral (
        values
        (cast(null as varchar), 'rows', cells.all_rows),
        ('model_id', 'rows without an id', cells.without_id),
        ('likes', 'unreadable', cells.likes),
        ('downloads', 'unreadable', cells.downloads),
        ('createdAt', 'unreadable', cells.times)
    ) as lines (column_name, measure, number)
union all
select
    column_name,
    'unreadable' as measure,
    unreadable as number
from lists
union all
select
    column_name,
    'entries' as measure,
    entries as number
from lists
order by measure, column_name;

comment on table source_counts is
'One row per count of what was read from the source';
comment on column source_counts.column_name is
'Column of the source; NULL for the rows';
comment on column source_counts.measure is
'What is counted: rows, rows without an id, unreadable cells or entries';
comment on column source_counts.number is
'How many there are';
