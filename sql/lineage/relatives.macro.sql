-- relatives(id, types, upward, downward) · version 1
--
-- One row per model that a walk along edges leads to from a model, with the
-- least number of steps; the model itself is the first, at 0 steps. ancestors,
-- descendants and family are such walks.
--
-- Rules
-- 1. A walk goes from child to parent if upward, from parent to child if
--    downward, or either way at each step.
-- 2. It goes along the edges of the chosen types only (see is_chosen).
-- 3. An id from which no such edge leads on has no rows.
--
-- In a session that has attached this database to another one: `use` it first,
-- for a macro looks for its tables in the current one.
--
-- Why lineage: it has the name of each model with an edge, and no other. Why
-- the walk begins at edges: DuckDB copies directed where it is read twice.
-- noqa: disable=PRS
create or replace macro relatives(id, types, upward, downward) as table
with recursive
directed as (
    select
        child_position as near_position,
        parent_position as far_position
    from edges
    where upward and is_chosen(edge_type, types)
    union all
    select
        parent_position as near_position,
        child_position as far_position
    from edges
    where downward and is_chosen(edge_type, types)
),

walk (position, steps) using key (position) as (
    select distinct
        case
            when child_id = cast(id as varchar) then child_position
            else parent_position
        end as position,
        0 as steps
    from edges
    where
        is_chosen(edge_type, types)
        and (
            (upward and child_id = cast(id as varchar))
            or (downward and parent_id = cast(id as varchar))
        )
    union all
    select
        directed.far_position as position,
        min(walk.steps) + 1 as steps
    from walk
    inner join directed on walk.position = directed.near_position
    where
        not exists (
            select 1
            from recurring.walk as seen
            where seen.position = directed.far_position
        )
    group by directed.far_position
)

select
    lineage.model_id,
    walk.steps,
    walk.position
from walk
inner join lineage on walk.position = lineage.position
order by walk.steps, walk.position;

comment on macro table relatives is -- noqa: PRS
'One row per model that a walk along edges leads to, with the least steps';
