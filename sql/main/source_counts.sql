-- source_counts · version 1
--
-- One row per count of what was read from the source, taken before anything
-- was made of it.
--
-- Rules
-- 1. rows: all rows below the header, whatever is in them.
-- 2. lists, unreadable lists, entries: of each of the five lists of parents,
--    in rows that have an id; a list is a cell that is neither empty nor `[]`,
--    and one that stands for a missing value is not unreadable.
--
-- Why: the checks hold what the database says against it.
create or replace table source_counts as
select
    'rows' as measure,
    cast(null as varchar) as relation,
    count(*) as number
from temp.source
union all
select
    'lists' as measure,
    cast(relation as varchar) as relation,
    count(*) as number
from temp.parent_lists
group by relation
union all
select
    'unreadable lists' as measure,
    cast(relation as varchar) as relation,
    count(unreadable) filter (where parents is null) as number
from temp.parent_lists
group by relation
union all
select
    'entries' as measure,
    cast(relation as varchar) as relation,
    coalesce(sum(len(parents)), 0) as number
from temp.parent_lists
group by relation
order by measure, relation;

comment on table source_counts is
'One row per count of what was read from the source';
comment on column source_counts.measure is
'What is counted: rows, lists, unreadable lists or entries';
comment on column source_counts.relation is
'The list, as in parents.relation; NULL for the rows';
comment on column source_counts.number is
'How many there are';
