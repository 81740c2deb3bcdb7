-- report.edge_types · version 1
--
-- One row per edge type, including types without edges.
--
-- Rules
-- 1. Shares are fractions of all edges; NULL if there are no edges.
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
'One row per edge type, including types without edges';
comment on column report.edge_types.edge_type is
'Label of the edge type (see edge_type_labels)';
comment on column report.edge_types.edges is
'Number of edges';
comment on column report.edge_types.share is
'Fraction of all edges';
