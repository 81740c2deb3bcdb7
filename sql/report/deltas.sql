-- report.deltas · version 1
--
-- One row per type of edges, and all: how downloads, likes and age change from
-- parent to child.
--
-- Rules
-- 1. Medians stand before means: a few parents of millions of downloads make
--    the means.
create schema if not exists report;

create or replace view report.deltas as
select
    edge_type,
    edges,
    median_downloads,
    median_likes,
    median_days,
    mean_downloads,
    mean_likes,
    mean_days
from delta_summary
order by edges desc, edge_type asc;

comment on view report.deltas is
'One row per type of edges, and all: how downloads, likes and age change';
comment on column report.deltas.edge_type is
'finetune, quantized, adapter, merge, untyped, or all';
comment on column report.deltas.edges is
'How many edges';
comment on column report.deltas.median_downloads is
'Median of the child''s downloads of the last 30 days less the parent''s';
comment on column report.deltas.median_likes is
'Median of the child''s likes less the parent''s';
comment on column report.deltas.median_days is
'Median of the whole days from the parent''s creation to the child''s';
comment on column report.deltas.mean_downloads is
'Mean of the child''s downloads of the last 30 days less the parent''s';
comment on column report.deltas.mean_likes is
'Mean of the child''s likes less the parent''s';
comment on column report.deltas.mean_days is
'Mean of the whole days from the parent''s creation to the child''s';
