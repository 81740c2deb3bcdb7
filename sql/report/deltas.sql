-- report.deltas · version 2
--
-- One row per edge type, and one for all edges: how downloads, likes and age
-- change from parent to child.
--
-- Rules
-- 1. Medians come before means, because a few parents with millions of
--    downloads dominate the means.
-- 2. Days are those of the edges_with_days, on which they are exact: see
--    delta_summary.
create schema if not exists report;

create or replace view report.deltas as
select
    edge_type,
    edges,
    edges_with_days,
    median_downloads,
    median_likes,
    median_days,
    mean_downloads,
    mean_likes,
    mean_days
from delta_summary
order by edges desc, edge_type asc;

comment on view report.deltas is
'One row per edge type, and one for all: how downloads, likes and age change';
comment on column report.deltas.edge_type is
'Label of the edge type (see edge_type_labels), or all';
comment on column report.deltas.edges is
'Number of edges';
comment on column report.deltas.edges_with_days is
'Number of edges on which the days between parent and child are exact';
comment on column report.deltas.median_downloads is
'Median of the child''s downloads of the last 30 days minus the parent''s';
comment on column report.deltas.median_likes is
'Median of the child''s likes minus the parent''s';
comment on column report.deltas.median_days is
'Median of the whole days from the parent''s creation to the child''s';
comment on column report.deltas.mean_downloads is
'Mean of the child''s downloads of the last 30 days minus the parent''s';
comment on column report.deltas.mean_likes is
'Mean of the child''s likes minus the parent''s';
comment on column report.deltas.mean_days is
'Mean of the whole days from the parent''s creation to the child''s';
