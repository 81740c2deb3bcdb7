-- checks.cells · version 1
--
-- One row per column of the source for which rejects has more or fewer rows
-- than there were cells that could not be read.
create schema if not exists checks;

create or replace view checks.cells as
with
read as (
    select
        column_name,
        number as cells
    from main.source_counts
    where measure in ('unreadable', 'rows without an id')
),

kept as (
    select
        column_name,
        count(*) as cells
    from main.rejects
    group by column_name
)

select
    coalesce(read.column_name, kept.column_name) as column_name,
    coalesce(read.cells, 0) as cells_read,
    coalesce(kept.cells, 0) as cells_rejected
from read
full join kept on read.column_name = kept.column_name
where coalesce(read.cells, 0) <> coalesce(kept.cells, 0);

comment on view checks.cells is
'Each cell that could not be read, and each row without an id, is in rejects';
comment on column checks.cells.column_name is
'Column of the source';
comment on column checks.cells.cells_read is
'Cells of the source that could not be read';
comment on column checks.cells.cells_rejected is
'Rows in rejects';
