-- reach(id, types, upward) · version 1
--
-- One row per model that a walk along edges in one direction reaches from a
-- given model, with the shortest distance in edges. The model itself is at
-- distance 0. The rows have no order.
--
-- Rules
-- 1. A walk goes from child to parent if upward is true, else from parent to
--    child.
-- 2. It follows edges of the chosen types only (see is_chosen).
-- 3. An id from which no such edge leads on has no rows. Even so, types are
--    checked, by a subquery that does not depend on the edges.
--
-- Why inner_edges: for each query, DuckDB hashes all edges along which a walk
-- may go in several steps. The last step of each path is a join of its own.
-- noqa: disable=PRS
create or replace macro reach(id, types, upward) as table
with recursive
directed as (
    select
        near_position,
        far_position
    from inner_edges
    where is_upward = upward and is_chosen(edge_type, types)
),

walk (position, steps) using key (position) as materialized (
    select distinct
        case when upward then child_position else parent_position end
            as position,
        0 as steps
    from edges
    where
        (select is_chosen(null, types) is not null)
        and is_chosen(edge_type, types)
        and (
            (upward and child_id = cast(id as varchar))
            or (not upward and parent_id = cast(id as varchar))
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
),

reached as (
    select
        position,
        steps
    from walk
    union all
    select
        case when upward then edges.parent_position else edges.child_position
        end as position,
        walk.steps + 1 as steps
    from walk
    inner join edges
        on
            walk.position
            = case when upward then child_position else parent_position end
    where is_chosen(edges.edge_type, types)
)

select
    position,
    min(steps) as steps
from reached
group by position;

comment on macro table reach is -- noqa: PRS
'One row per model that a walk up or down reaches, with the distance in edges';
