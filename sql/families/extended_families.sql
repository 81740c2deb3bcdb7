-- extended_families · version 1
--
-- One row per extended family, a weakly connected component of typed_edges:
-- families with absent parents and merges in. The largest comes first.
--
-- Rules
-- 1. The members and the root are those of extended_family_members.
-- 2. edges are those of typed_edges, including edges from a model to itself.
-- 3. A model without such an edge is a component of its own and has no row: the
--    number of components is that of these families and of those models.
create or replace view extended_families as
with
members as materialized (
    from extended_family_members
),

counted as (
    select
        members.root_position,
        count(*) as edges
    from typed_edges
    inner join members on typed_edges.child_position = members.position
    group by members.root_position
)

select
    any_value(members.root_id) as root_id,
    any_value(members.root_position < 0) as root_is_absent,
    count(*) as size,
    count(*) filter (where members.is_absent) as absent_parents,
    any_value(counted.edges) as edges,
    members.root_position
from members
inner join counted on members.root_position = counted.root_position
group by members.root_position
order by size desc, members.root_position asc;

comment on view extended_families is
'One row per family with absent parents and merges in';
comment on column extended_families.root_id is
'Id of the root, which names the family: see extended_family_members';
comment on column extended_families.root_is_absent is
'Whether the root is an absent parent';
comment on column extended_families.size is
'Number of members: models and absent parents';
comment on column extended_families.absent_parents is
'Number of members that are absent parents';
comment on column extended_families.edges is
'Number of edges of typed_edges between its members';
comment on column extended_families.root_position is
'models.position of the root; below 0 if it is absent';
