-- inner_edges · version 1
--
-- One row per direction and edge of the full graph after which a walk in this
-- direction goes on: upward where the parent has parents, downward where the
-- child has children.
--
-- Rules
-- 1. An edge from a model to itself is none, and does not count as a parent or
--    a child.
--
-- Why kept: most models have no children, and most parents no parents. The walk
-- of reach goes along these edges, a quarter of all, and along the others only
-- once, at its end.
create or replace table inner_edges as
with
proper as (
    select
        parent_position,
        child_position,
        edge_type
    from edges
    where parent_position <> child_position
)

select
    true as is_upward,
    child_position as near_position,
    parent_position as far_position,
    edge_type
from proper
where parent_position in (select others.child_position from proper as others)
union all
select
    false as is_upward,
    parent_position as near_position,
    child_position as far_position,
    edge_type
from proper
where child_position in (select others.parent_position from proper as others)
order by is_upward, near_position, far_position;

comment on table inner_edges is
'One row per direction and edge after which a walk in this direction goes on';
comment on column inner_edges.is_upward is
'Whether the walk is from child to parent; else from parent to child';
comment on column inner_edges.near_position is
'models.position of the model that the walk comes from';
comment on column inner_edges.far_position is
'models.position of the model that it reaches by the edge, and goes on from';
comment on column inner_edges.edge_type is
'edges.edge_type';
