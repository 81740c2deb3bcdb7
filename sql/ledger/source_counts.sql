-- source_counts · version 3
--
-- One row per count of what was read from the source, taken before anything is
-- derived from it.
--
-- Rules
-- 1. rows: all rows below the header, whatever they contain; and those without
--    an id, in which nothing else is counted.
-- 2. unreadable: the cells of a column that are neither missing nor what they
--    should be: a number, a time, a list of texts.
-- 3. entries: those of all lists in a column.
-- 4. not read: a column or a field of records that is called nearly like one
--    that is read. The variable `unread_columns` is a map of both names.
-- 5. replaced: the places in JSON that are not UTF-8 and are read as U+FFFD, as
--    the variable `replaced` says, if there are any.
--
-- Why: the checks compare the database with these counts.
create or replace table source_counts as
with
unread as (
    select unnest(others[1].unreadable) as item
    from temp.source
    where model_id is not null and others is not null
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
    cast(null as varchar) as column_name,
    'rows' as measure,
    count(*) as number
from temp.source
union all
select
    'model_id' as column_name,
    'rows without an id' as measure,
    count(*) as number
from temp.source
where model_id is null
union all
select
    item.column_name,
    'unreadable' as measure,
    count(*) as number
from unread
group by item.column_name
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
union all
select
    unnest(map_keys(getvariable('unread_columns'))) as column_name,
    'not read: call it ' || unnest(map_values(getvariable('unread_columns')))
        as measure,
    1 as number
union all
select
    cast(null as varchar) as column_name,
    'replaced' as measure,
    getvariable('replaced') as number
where getvariable('replaced') > 0
order by measure, column_name;

comment on table source_counts is
'One row per count of what was read from the source';
comment on column source_counts.column_name is
'Column of the source; NULL for counts of no column';
comment on column source_counts.measure is
'What is counted: rows, cells, entries, columns or places, of which kind';
comment on column source_counts.number is
'The count';
