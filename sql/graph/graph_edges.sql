-- graph_edges · version 1
--
-- One row per graph and edge in it between two different models.
--
-- Rules
-- 1. The graphs and the edges that they keep are those of graph_types. An edge
--    from a model to itself is in none, as no model is its own child.
create or replace view graph_edges as
select
    graph_types.graph,
    edges.parent_position,
    edges.child_position
from edges
inner join graph_types
    on coalesce(edges.edge_type, 'untyped') = graph_types.edge_type
where edges.parent_position <> edges.child_position;

comment on view graph_edges is
'One row per graph and edge in it between two different models';
comment on column graph_edges.graph is
'full, finetune or nomerges';
comment on column graph_edges.parent_position is
'models.position of the parent';
comment on column graph_edges.child_position is
'models.position of the child';
