-- temp.core_edges · version 1
--
-- One row per edge on a cycle or on a path from one cycle to another. These
-- edges are the core of the graph: what is left after models without parents or
-- without children are removed repeatedly until there are none.
--
-- Rules
-- 1. An edge from a model to itself does not count as a cycle.
--
-- Why: hardly any edges are left, and models_on_cycles needs to search no
-- others.
-- Why in two steps: first, edges whose parent is not a child or whose child is
-- not a parent are removed, all at once. The rest is peeled from both ends:
-- each model waits until all its parents (or, for the direction up, its
-- children) are removed. This takes time linear in the number of edges, however
-- long a line of descent is.
create or replace temp table core_edges as -- noqa: PRS
with recursive
inner_edges as (
    select
        parent_position,
        child_position
    from edges
    where
        parent_position <> child_position
        and parent_position in (
            select others.child_position
            from edges as others
            where others.parent_position <> others.child_position
        )
        and child_position in (
            select others.parent_position
            from edges as others
            where others.parent_position <> others.child_position
        )
),

directed as (
    select
        'down' as direction,
        parent_position as near_position,
        child_position as far_position
    from inner_edges
    union all
    select
        'up' as direction,
        child_position as near_position,
        parent_position as far_position
    from inner_edges
),

ends as (
    select
        direction,
        near_position as position,
        0 as waits_for
    from directed
    union all
    select
        direction,
        far_position as position,
        1 as waits_for
    from directed
),

peeled (direction, position, waits_for) using key (direction, position) as (
    select
        direction,
        position,
        sum(waits_for) as waits_for
    from ends
    group by direction, position
    union all
    select
        directed.direction,
        directed.far_position as position,
        any_value(known.waits_for) - count(*) as waits_for
    from peeled
    inner join directed
        on
            peeled.direction = directed.direction
            and peeled.position = directed.near_position
    inner join recurring.peeled as known
        on
            directed.direction = known.direction
            and directed.far_position = known.position
    where peeled.waits_for = 0
    group by directed.direction, directed.far_position
),

core as (
    select position
    from peeled
    group by position
    having min(waits_for) > 0
)

select
    parent_position,
    child_position
from inner_edges
where
    parent_position in (select position from core)
    and child_position in (select position from core);

comment on table temp.core_edges is
'One row per edge on a cycle or on a path from one cycle to another';
comment on column temp.core_edges.parent_position is
'models.position of the parent';
comment on column temp.core_edges.child_position is
'models.position of the child';
