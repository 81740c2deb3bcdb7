-- checks.lists · version 2
--
-- One row per list of parents for which parents has more or fewer entries than
-- were read.
create schema if not exists checks;

create or replace view checks.lists as
with
read as (
    select
        column_name,
        number as entries
    from main.source_counts
    where measure = 'entries'
),

kept as (
    select
        case relation
            when 'listed' then 'parent_model'
            else relation || '_parent'
        end as column_name,
        count(*) as entries
    from main.parents
    group by relation
)

select
    coalesce(read.column_name, kept.column_name) as column_name,
    coalesce(read.entries, 0) as entries_read,
    coalesce(kept.entries, 0) as entries_kept
from read
full join kept on read.column_name = kept.column_name
where coalesce(read.entries, 0) <> coalesce(kept.entries, 0);

comment on view checks.lists is
'Each entry of a list in the source is in parents';
comment on column checks.lists.column_name is
'The list''s column of the source';
comment on column checks.lists.entries_read is
'Entries in the source';
comment on column checks.lists.entries_kept is
'Rows in parents';
