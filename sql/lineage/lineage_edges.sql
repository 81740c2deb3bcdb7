-- temp.lineage_edges · version 2
--
-- One row per graph (full or nomerges) and edge in it between two different
-- models. Generations and descendants are counted along these edges.
--
-- Why leads_on: most children have no children of their own. Leaving them out
-- makes the recursions over these edges several times faster.
create or replace temp table lineage_edges as
with
graph_edges as (
    select
        as_graph('full') as graph,
        parent_position,
        child_position
    from edges
    where parent_position <> child_position
    union all
    select
        as_graph('nomerges') as graph,
        parent_position,
        child_position
    from edges
    where
        parent_position <> child_position
        and edge_type is distinct from 'merge'
)

select
    graph,
    parent_position,
    child_position,
    (graph, child_position) in (
        select (parents.graph, parents.parent_position)
        from graph_edges as parents
    ) as leads_on
from graph_edges;

comment on table temp.lineage_edges is
'One row per graph and edge in it between two different models';
comment on column temp.lineage_edges.graph is
'full or nomerges';
comment on column temp.lineage_edges.parent_position is
'models.position of the parent';
comment on column temp.lineage_edges.child_position is
'models.position of the child';
comment on column temp.lineage_edges.leads_on is
'Whether the child is itself a parent in the same graph';
