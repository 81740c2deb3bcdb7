-- checks.lists · version 1
--
-- One row per list of parents of which not all is accounted for: its entries
-- are those in parents, and its cells that cannot be read are in rejects.
create schema if not exists checks;

create or replace view checks.lists as
with
read as (
    select
        relation,
        sum(number) filter (where measure = 'entries') as entries,
        sum(number) filter (where measure = 'unreadable lists') as unreadable
    from main.source_counts
    where relation is not null
    group by relation
),

kept as (
    select
        cast(relation as varchar) as relation,
        count(*) as entries
    from main.parents
    group by relation
),

rejected as (
    select
        case column_name
            when 'parent_model' then 'listed'
            else replace(column_name, '_parent', '')
        end as relation,
        count(*) as cells
    from main.rejects
    where reason = 'not a list literal as Python writes it'
    group by column_name
)

select
    coalesce(read.relation, kept.relation, rejected.relation) as relation,
    coalesce(read.entries, 0) as entries_read,
    coalesce(kept.entries, 0) as entries_kept,
    coalesce(read.unreadable, 0) as cells_unreadable,
    coalesce(rejected.cells, 0) as cells_rejected
from read
full join kept on read.relation = kept.relation
full join rejected on read.relation = rejected.relation
where
    coalesce(read.entries, 0) <> coalesce(kept.entries, 0)
    or coalesce(read.unreadable, 0) <> coalesce(rejected.cells, 0);

comment on view checks.lists is
'Each entry of a list is in parents, each unreadable list in rejects';
comment on column checks.lists.relation is
'The list';
comment on column checks.lists.entries_read is
'Entries that the source has';
comment on column checks.lists.entries_kept is
'Rows of parents';
comment on column checks.lists.cells_unreadable is
'Cells of the source that are no list literal';
comment on column checks.lists.cells_rejected is
'Rows of rejects';
