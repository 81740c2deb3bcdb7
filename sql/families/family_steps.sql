-- family_steps · version 1
--
-- One row per member of a family (see family_members): how many steps it is
-- from the root, and the member before it on the way.
--
-- Rules
-- 1. Steps are edges of nomerges, up or down: the shortest way counts. Of
--    several members that are one step nearer to the root, near_position is
--    the first in the order of the nodes. So a family is a tree of these.
-- noqa: disable=PRS
create or replace view family_steps as
with recursive
directed as materialized (
    select
        parent_position as near_position,
        child_position as far_position
    from graph_edges
    where graph = 'nomerges'
    union
    select
        child_position as near_position,
        parent_position as far_position
    from graph_edges
    where graph = 'nomerges'
),

walk (position, near_position, steps) using key (position) as (
    select
        position,
        cast(null as bigint) as near_position,
        0 as steps
    from family_members
    where position = root_position
    union all
    select
        directed.far_position as position,
        min(walk.position) as near_position,
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
    family_members.root_position,
    family_members.position,
    walk.near_position,
    walk.steps
from walk
inner join family_members on walk.position = family_members.position;

comment on view family_steps is
'One row per member of a family: how many steps it is from the root';
comment on column family_steps.root_position is
'models.position of the root';
comment on column family_steps.position is
'models.position of the member';
comment on column family_steps.near_position is
'models.position of the member before it on the way; NULL for the root';
comment on column family_steps.steps is
'Edges on the shortest way from the root, up or down';
