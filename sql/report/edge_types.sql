-- report.edge_types · version 1
--
-- One row per type of edges, also of those that there are none of.
--
-- Rules
-- 1. Shares are fractions of all edges; NULL where there are none.
create schema if not exists report;

create or replace view report.edge_types as
select
    graph_types.edge_type,
    count(edges.child_id) as edges,
    count(edges.child_id) / nullif(sum(count(edges.child_id)) over (), 0)
        as share
from graph_types
left join edges
    on graph_types.edge_type = coalesce(edges.edge_type, 'untyped')
where graph_types.graph = 'full'
group by graph_types.edge_type
order by edges desc, graph_types.edge_type asc;

comment on view report.edge_types is
'One row per type of edges, also of those that there are none of';
comment on column report.edge_types.edge_type is
'finetune, quantized, adapter, merge or untyped';
comment on column report.edge_types.edges is
'How many edges';
comment on column report.edge_types.share is
'That as a fraction of all edges';
