-- families · version 2
--
-- One row per family, a weakly connected component of nomerges with at least
-- one edge (see family_members). The largest comes first.
--
-- Rules
-- 1. depth is the highest generation of any member.
-- 2. edges are those of nomerges, including edges from a model to itself.
-- 3. first_created_at and last_created_at are the least and the greatest
--    created_at; a member may be older than its own (see
--    models.created_at_is_floor).
create or replace view families as
with
members as (
    select
        family_members.root_position,
        any_value(family_members.root_id) as root_id,
        count(*) as size,
        max(family_members.generation) as depth,
        min(models.created_at) as first_created_at,
        max(models.created_at) as last_created_at,
        bool_or(models.created_at_is_floor) as first_created_at_is_floor,
        bool_and(models.created_at_is_floor) as last_created_at_is_floor,
        sum(models.likes) as likes,
        sum(models.downloads) as downloads
    from family_members
    inner join models on family_members.position = models.position
    group by family_members.root_position
),

family_edges as (
    select
        family_members.root_position,
        count(*) as edges,
        count(*) filter (where edges.edge_type = 'finetune') as finetune,
        count(*) filter (where edges.edge_type = 'quantized') as quantized,
        count(*) filter (where edges.edge_type = 'adapter') as adapter,
        count(*) filter (where edges.edge_type is null) as untyped
    from edges
    inner join family_members on edges.child_position = family_members.position
    where edges.edge_type is distinct from 'merge'
    group by family_members.root_position
)

select
    members.root_id,
    members.size,
    members.depth,
    family_edges.edges,
    family_edges.finetune,
    family_edges.quantized,
    family_edges.adapter,
    family_edges.untyped,
    members.first_created_at,
    members.first_created_at_is_floor,
    members.last_created_at,
    members.last_created_at_is_floor,
    cast(members.likes as bigint) as likes,
    cast(members.downloads as bigint) as downloads,
    members.root_position
from members
inner join family_edges on members.root_position = family_edges.root_position
order by members.size desc, members.root_position asc;

comment on view families is
'One row per family, a weakly connected component of nomerges';
comment on column families.root_id is
'Id of the root, which names the family: see family_members';
comment on column families.size is
'Number of members';
comment on column families.depth is
'Highest generation of any member';
comment on column families.edges is
'Number of edges of nomerges between its members';
comment on column families.finetune is
'Number of edges of type finetune';
comment on column families.quantized is
'Number of edges of type quantized';
comment on column families.adapter is
'Number of edges of type adapter';
comment on column families.untyped is
'Number of edges whose edge_type is NULL';
comment on column families.first_created_at is
'When the oldest member was created, in UTC';
comment on column families.first_created_at_is_floor is
'Whether the oldest member may be older, its date a placeholder';
comment on column families.last_created_at is
'When the newest member was created, in UTC';
comment on column families.last_created_at_is_floor is
'Whether all members of known date may be older, their dates placeholders';
comment on column families.likes is
'Total likes of all members';
comment on column families.downloads is
'Total downloads of all members in the last 30 days';
comment on column families.root_position is
'models.position of the root';
