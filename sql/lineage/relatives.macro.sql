-- relatives(id, types, upward, downward) · version 2
--
-- One row per model that a walk along edges reaches from a given model, with
-- the shortest distance in edges. The model itself comes first, at distance 0.
-- ancestors, descendants and family are such walks.
--
-- Rules
-- 1. A walk goes from child to parent if upward is true, from parent to child
--    if downward is true, and either way at each edge if both are.
-- 2. It follows edges of the chosen types only (see is_chosen).
-- 3. An id from which no such edge leads on has no rows.
--
-- In a session that has this database attached to another one, `use` it first:
-- a macro looks up its tables in the current database.
--
-- Why lineage: it has the ids of all models with an edge, and no others.
-- Why both ways apart: a walk that turns at each edge goes on after nearly all
-- of them, but reach is faster for a walk that does not.
-- Why the walk starts from edges: DuckDB copies directed if it is read twice.
-- noqa: disable=PRS
create or replace macro relatives(id, types, upward, downward) as table
with recursive
directed as (
    select
        child_position as near_position,
        parent_position as far_position
    from edges
    where is_chosen(edge_type, types)
    union all
    select
        parent_position as near_position,
        child_position as far_position
    from edges
    where is_chosen(edge_type, types)
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
        and cast(id as varchar) in (child_id, parent_id)
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
),

reached as (
    select
        position,
        steps
    from walk
    where upward and downward
    union all
    select
        position,
        steps
    from reach(id, types, upward)
    where upward <> downward
)

select
    lineage.model_id,
    reached.steps,
    reached.position
from reached
inner join lineage on reached.position = lineage.position
order by reached.steps, reached.position;

comment on macro table relatives is -- noqa: PRS
'One row per model that a walk along edges reaches, with the distance in edges';
