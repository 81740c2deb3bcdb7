-- delta_summary · version 2
--
-- One row per edge type, and one for all edges: how likes, downloads and age
-- change from parent to child.
--
-- Rules
-- 1. Edges for which a change is NULL (see edge_deltas) are excluded from its
--    median and its mean.
-- 2. Days are those of edges on which they are exact. Edges with a model that
--    may be older than its time of creation (see edge_deltas.days_bound) are
--    excluded: edges_with_days is the number of the others.
create or replace view delta_summary as
with
typed as (
    select
        coalesce(edge_type, 'untyped') as edge_type,
        change_in_likes,
        change_in_downloads,
        case
            when days_bound is null then "change_in_createdAt_days"
        end as days
    from edge_deltas
)

select
    coalesce(edge_type, 'all') as edge_type,
    count(*) as edges,
    median(change_in_likes) as median_likes,
    avg(change_in_likes) as mean_likes,
    median(change_in_downloads) as median_downloads,
    avg(change_in_downloads) as mean_downloads,
    count(days) as edges_with_days,
    median(days) as median_days,
    avg(days) as mean_days
from typed
group by grouping sets ((edge_type), ())
order by edges desc, edge_type asc;

comment on view delta_summary is
'One row per edge type, and one for all: how likes, downloads and age change';
comment on column delta_summary.edge_type is
'Label of the edge type (see edge_type_labels), or all';
comment on column delta_summary.edges is
'Number of edges';
comment on column delta_summary.median_likes is
'Median of the child''s likes minus the parent''s';
comment on column delta_summary.mean_likes is
'Mean of the child''s likes minus the parent''s';
comment on column delta_summary.median_downloads is
'Median of the child''s downloads of the last 30 days minus the parent''s';
comment on column delta_summary.mean_downloads is
'Mean of the child''s downloads of the last 30 days minus the parent''s';
comment on column delta_summary.edges_with_days is
'Number of edges on which the days between parent and child are exact';
comment on column delta_summary.median_days is
'Median of the whole days from the parent''s creation to the child''s';
comment on column delta_summary.mean_days is
'Mean of the whole days from the parent''s creation to the child''s';
