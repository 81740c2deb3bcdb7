-- family_shapes · version 1
--
-- One row per family (see families): how far apart its members are. The largest
-- comes first.
--
-- Rules
-- 1. wiener_index is the sum of the distances in edges, up or down, between
--    each two members, and mean_distance their mean: the normalised Wiener
--    index, or structural virality. It is near 2 if all members are children of
--    one, and (size + 1) / 3 in a single line of descent. It is NULL in a
--    family of one.
-- 2. The distances are those in the tree of family_steps. If is_tree is true,
--    no other path joins two members, and they are exact. Else they are upper
--    bounds, as there may be shorter paths.
--
-- Why a tree: an edge with s of n members on one side is on s * (n - s) paths,
-- so one pass is enough. A family of 33,000 has 500 million distances.
-- Source: Wiener, Structural Determination of Paraffin Boiling Points, Journal
-- of the American Chemical Society 69 (1947); Goel, Anderson, Hofman and Watts,
-- The Structural Virality of Online Diffusion, Management Science 62 (2016).
create or replace view family_shapes as
with recursive
tree as materialized (
    from family_steps
),

sized as (
    select
        root_position,
        near_position,
        steps,
        1 as size
    from tree
    where steps = (select max(others.steps) from tree as others)
    union all
    select
        tree.root_position,
        tree.near_position,
        tree.steps,
        1 + coalesce(sum(sized.size), 0) as size
    from tree
    left join sized on tree.position = sized.near_position
    where tree.steps = (select max(lower.steps) - 1 from sized as lower)
    group by
        tree.root_position, tree.position, tree.near_position, tree.steps
),

members as (
    select
        root_position,
        any_value(root_id) as root_id,
        count(*) as size
    from family_members
    group by root_position
),

summed as (
    select
        members.root_position,
        sum(sized.size * (members.size - sized.size)) as wiener_index
    from sized
    inner join members on sized.root_position = members.root_position
    group by members.root_position
),

pairs as (
    select distinct
        least(parent_position, child_position) as position,
        greatest(parent_position, child_position) as other_position
    from graph_edges
    where graph = 'nomerges'
),

linked as (
    select
        family_members.root_position,
        count(*) as pairs
    from pairs
    inner join family_members on pairs.position = family_members.position
    group by family_members.root_position
)

select
    members.root_id,
    members.size,
    members.size - 1 = coalesce(linked.pairs, 0) as is_tree,
    cast(summed.wiener_index as bigint) as wiener_index,
    2 * summed.wiener_index
    / nullif(members.size * (members.size - 1), 0) as mean_distance,
    members.root_position
from members
inner join summed on members.root_position = summed.root_position
left join linked on members.root_position = linked.root_position
order by members.size desc, members.root_position asc;

comment on view family_shapes is
'One row per family: how far apart its members are';
comment on column family_shapes.root_id is
'Id of the root, which names the family';
comment on column family_shapes.size is
'Number of members';
comment on column family_shapes.is_tree is
'Whether only one path joins any two members, so that distances are exact';
comment on column family_shapes.wiener_index is
'Sum of the distances in edges between each two members, or an upper bound';
comment on column family_shapes.mean_distance is
'Mean of these distances, the normalised Wiener index; NULL in a family of one';
comment on column family_shapes.root_position is
'models.position of the root';
