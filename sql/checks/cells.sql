-- checks.cells · version 1
--
-- One row per column of the source of which not all cells that could not be
-- read are in rejects, or of which more are there.
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
'Each cell that could not be read is in rejects, and so is each row without id';
comment on column checks.cells.column_name is
'Column of the source';
comment on column checks.cells.cells_read is
'Cells of the source that could not be read';
comment on column checks.cells.cells_rejected is
'Rows of rejects';
