-- temp.subtree_sizes · version 2
--
-- One row per graph (full or nomerges) and model with children: the number of
-- descendants in its subtree.
--
-- Rules
-- 1. A subtree ends above meeting points (see temp.meeting_points): these and
--    the models below them are not part of it.
-- 2. A model whose children are all meeting points has a size of 0 or no row.
--
-- Why waits_for: each model waits until those of its children that have
-- children are summed, so that the time is linear in the number of edges,
-- however long a line of descent is.
create or replace temp table subtree_sizes as -- noqa: PRS
with recursive
tree_edges as (
    select
        lineage_edges.graph,
        lineage_edges.parent_position,
        lineage_edges.child_position,
        lineage_edges.leads_on
    from temp.lineage_edges
    left join temp.meeting_points
        on
            lineage_edges.graph = meeting_points.graph
            and lineage_edges.child_position = meeting_points.position
    where meeting_points.position is null
),

ends as (
    select
        graph,
        parent_position as position,
        leads_on,
        not leads_on as is_last
    from tree_edges
    union all
    select
        graph,
        child_position as position,
        false as leads_on,
        false as is_last
    from tree_edges
    where leads_on
),

summed (graph, position, waits_for, size) using key (graph, position) as (
    select
        graph,
        position,
        count(*) filter (where leads_on) as waits_for,
        count(*) filter (where is_last) as size
    from ends
    group by graph, position
    union all
    select
        tree_edges.graph,
        tree_edges.parent_position as position,
        any_value(known.waits_for) - count(*) as waits_for,
        cast(any_value(known.size) + sum(summed.size + 1) as bigint) as size
    from summed
    inner join tree_edges
        on
            summed.graph = tree_edges.graph
            and summed.position = tree_edges.child_position
    inner join recurring.summed as known
        on
            tree_edges.graph = known.graph
            and tree_edges.parent_position = known.position
    where summed.waits_for = 0
    group by tree_edges.graph, tree_edges.parent_position
)

select
    graph,
    position,
    size
from summed;

comment on table temp.subtree_sizes is
'One row per graph and model with children: descendants in its subtree';
comment on column temp.subtree_sizes.graph is
'full or nomerges';
comment on column temp.subtree_sizes.position is
'models.position of the model';
comment on column temp.subtree_sizes.size is
'Number of descendants in its subtree, which ends above meeting points';
