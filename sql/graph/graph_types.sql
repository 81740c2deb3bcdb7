-- graph_types · version 1
--
-- One row per graph and edge type that it keeps.
--
-- Rules
-- 1. untyped stands for an edge_type that is NULL.
create or replace view graph_types as
select
    graphs.graph,
    labels.edge_type
from (values ('full'), ('finetune'), ('nomerges')) as graphs (graph)
cross join unnest(edge_type_labels()) as labels (edge_type)
where
    graphs.graph = 'full'
    or (graphs.graph = 'finetune' and labels.edge_type = 'finetune')
    or (
        graphs.graph = 'nomerges'
        and list_contains(nomerges_types(), labels.edge_type)
    );

comment on view graph_types is
'One row per graph and edge type that it keeps';
comment on column graph_types.graph is
'full, finetune or nomerges';
comment on column graph_types.edge_type is
'Label of the edge type (see edge_type_labels)';
