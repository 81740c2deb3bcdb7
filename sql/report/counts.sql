-- report.counts · version 2
--
-- One row: the size of this build.
--
-- Rules
-- 1. made_from_others counts models with a parent that is a model of the table.
--    A root has children but no such parent. An edge from a model to itself
--    counts for neither.
-- 2. A build is taken to be of the snapshot of July 2025 if its source has as
--    many rows as that snapshot. Nothing else is known for every source: the
--    same table may come as CSV or as Parquet, under any name, and thus with
--    different bytes. A table that has as many rows by chance, or is padded to
--    that size, is mistaken for the snapshot, and its figures then differ.
create schema if not exists report;

create or replace view report.counts as
with
rows_counted as (
    select max(number) as rows_read
    from source_counts
    where measure = 'rows'
),

snapshot as (
    select max(published) as rows_read
    from published_figures
    where section = 'counts' and figure = 'models'
),

models_counted as (
    select
        count(*) as models,
        cast(max(created_at) as date) as newest_on
    from models
),

edges_counted as (
    select count(*) as edges
    from edges
),

lineage_counted as (
    select
        count(*) filter (where parents > 0) as made_from_others,
        count(*) filter (where parents = 0 and children > 0) as roots
    from lineage
),

families_counted as (
    select
        count(*) as families,
        max(size) as largest_family
    from families
)

select
    rows_counted.rows_read,
    models_counted.models,
    models_counted.newest_on,
    edges_counted.edges,
    lineage_counted.made_from_others,
    lineage_counted.roots,
    families_counted.families,
    coalesce(families_counted.largest_family, 0) as largest_family,
    cast(snapshot.rows_read as bigint) as snapshot_rows,
    coalesce(rows_counted.rows_read = snapshot.rows_read, false) as is_snapshot
from rows_counted
cross join snapshot
cross join models_counted
cross join edges_counted
cross join lineage_counted
cross join families_counted;

comment on view report.counts is
'One row: the size of this build';
comment on column report.counts.rows_read is
'Rows of the source';
comment on column report.counts.models is
'Distinct models';
comment on column report.counts.newest_on is
'Day in UTC on which the newest model was created; NULL if none is known';
comment on column report.counts.edges is
'Edges of the full graph';
comment on column report.counts.made_from_others is
'Models with a parent in the table';
comment on column report.counts.roots is
'Models without a parent in the table, but with children';
comment on column report.counts.families is
'Families: weakly connected components of nomerges';
comment on column report.counts.largest_family is
'Number of models in the largest family; 0 if there is none';
comment on column report.counts.snapshot_rows is
'Rows of the snapshot of July 2025';
comment on column report.counts.is_snapshot is
'Whether rows_read equals snapshot_rows, so that published figures are shown';
