-- temp.descendant_counts · version 2
--
-- One row per graph (full or nomerges) and model with descendants: their
-- number.
--
-- Rules
-- 1. A model is not its own descendant, even on a cycle.
-- 2. If a graph has more than ten million pairs of a meeting point and a model
--    above it, as estimated in temp.meeting_point_pairs, the descendants of all
--    models above meeting points are NULL.
--
-- Why by meeting points: a model's descendants are those in its own subtree
-- and, for each meeting point that it leads to, this point and its subtree.
-- Listing the models above each meeting point is far less work than listing all
-- descendants of each model. Beyond the limit of rule 2, all meeting points are
-- treated as one, NULL, so that they and the models above them are listed in
-- time linear in the number of edges.
create or replace temp table descendant_counts as
with recursive
seeds as (
    select
        meeting_points.graph,
        meeting_points.position,
        case
            when meeting_point_pairs.pairs <= 10000000
                then meeting_points.position
        end as meeting_position
    from temp.meeting_points
    inner join temp.meeting_point_pairs
        on meeting_points.graph = meeting_point_pairs.graph
),

above_points as (
    select
        seeds.graph,
        seeds.meeting_position,
        lineage_edges.parent_position as position
    from seeds
    inner join temp.lineage_edges
        on
            seeds.graph = lineage_edges.graph
            and seeds.position = lineage_edges.child_position
    union
    select
        above_points.graph,
        above_points.meeting_position,
        lineage_edges.parent_position as position
    from above_points
    inner join temp.lineage_edges
        on
            above_points.graph = lineage_edges.graph
            and above_points.position = lineage_edges.child_position
),

counted as (
    select
        graph,
        position,
        size
    from temp.subtree_sizes
    union all
    select
        above_points.graph,
        above_points.position,
        case
            when above_points.meeting_position is not null
                then coalesce(subtree_sizes.size, 0) + 1
        end as size
    from above_points
    left join temp.subtree_sizes
        on
            above_points.graph = subtree_sizes.graph
            and above_points.meeting_position = subtree_sizes.position
    where
        above_points.position is distinct from above_points.meeting_position
)

select
    graph,
    position,
    case
        when count(*) = count(size) then cast(sum(size) as bigint)
    end as descendants
from counted
group by graph, position
having count(*) > count(size) or sum(size) > 0;

comment on table temp.descendant_counts is
'One row per graph and model with descendants: their number';
comment on column temp.descendant_counts.graph is
'full or nomerges';
comment on column temp.descendant_counts.position is
'models.position of the model';
comment on column temp.descendant_counts.descendants is
'Number of models that descend from it; NULL if too many to count';
