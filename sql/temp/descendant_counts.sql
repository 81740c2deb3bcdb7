-- temp.descendant_counts · version 1
--
-- One row per graph (full or nomerges) and model with descendants: how many.
--
-- Rules
-- 1. A model is not its own descendant, even on a cycle.
-- 2. If the joints of a graph and the models above them make more than ten
--    million pairs (see temp.joint_estimates), the descendants of the models
--    above joints are NULL.
--
-- Why by joints: a model's descendants are those of its own tree and, for each
-- joint that it leads to, the joint and the joint's tree. To list the models
-- above each joint is far less than to list all that descends from each model.
-- Where the joints count as one, NULL, they and the models above are listed in
-- time linear in the edges.
create or replace temp table descendant_counts as
with recursive
seeds as (
    select
        joints.graph,
        joints.position,
        case
            when joint_estimates.pairs <= 10000000 then joints.position
        end as joint_position
    from temp.joints
    inner join temp.joint_estimates on joints.graph = joint_estimates.graph
),

above_joints as (
    select
        seeds.graph,
        seeds.joint_position,
        lineage_edges.parent_position as position
    from seeds
    inner join temp.lineage_edges
        on
            seeds.graph = lineage_edges.graph
            and seeds.position = lineage_edges.child_position
    union
    select
        above_joints.graph,
        above_joints.joint_position,
        lineage_edges.parent_position as position
    from above_joints
    inner join temp.lineage_edges
        on
            above_joints.graph = lineage_edges.graph
            and above_joints.position = lineage_edges.child_position
),

counted as (
    select
        graph,
        position,
        size
    from temp.subtrees
    union all
    select
        above_joints.graph,
        above_joints.position,
        case
            when above_joints.joint_position is not null
                then coalesce(subtrees.size, 0) + 1
        end as size
    from above_joints
    left join temp.subtrees
        on
            above_joints.graph = subtrees.graph
            and above_joints.joint_position = subtrees.position
    where
        above_joints.position is distinct from above_joints.joint_position
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
'One row per graph and model with descendants: how many';
comment on column temp.descendant_counts.graph is
'full or nomerges';
comment on column temp.descendant_counts.position is
'models.position of the model';
comment on column temp.descendant_counts.descendants is
'How many models descend from it; NULL where they are too many to count';
