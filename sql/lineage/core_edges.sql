-- temp.core_edges · version 1
--
-- One row per edge that is on a cycle or leads from one cycle to another. It is
-- the core of the graph, left when the models that have no parent or no child
-- are taken away, again and again until there are none.
--
-- Rules
-- 1. An edge from a model to itself is no such cycle.
--
-- Why: hardly any edge is left, and models_on_cycles need look at no other.
-- Why in two steps: first go, at once, the edges whose parent is no child or
-- whose child is no parent. What is left is peeled from both ends, in which
-- each model waits until all its parents (or, up, its children) are gone; that
-- takes as long as there are edges, however long a line of descent is.
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
'One row per edge that is on a cycle or leads from one cycle to another';
comment on column temp.core_edges.parent_position is
'models.position of the parent';
comment on column temp.core_edges.child_position is
'models.position of the child';
