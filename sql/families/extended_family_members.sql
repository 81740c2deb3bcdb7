-- extended_family_members · version 1
--
-- One row per model or absent parent with a typed edge: the extended family
-- that it belongs to.
--
-- Rules
-- 1. An extended family is a weakly connected component of typed_edges: absent
--    parents hold their children together, and merges count.
-- 2. The root is the member without parents that has the most children; of
--    several, a model before an absent parent, then the first in the order of
--    the nodes or, of absent parents, of the alphabet. Where a cycle leaves no
--    member without parents, it is the member with the most children.
--
-- Why children, not descendants as in family_members: these would take a walk
-- from each member without parents, and a merge has many ancestors.
-- noqa: disable=PRS
create or replace view extended_family_members as
with recursive
named as materialized (
    from typed_edges
),

directed as materialized (
    select
        parent_position as near_position,
        child_position as far_position
    from named
    where parent_position <> child_position
    union all
    select
        child_position as near_position,
        parent_position as far_position
    from named
    where parent_position <> child_position
),

ends as (
    select
        parent_position as position,
        case when is_absent then parent_id end as absent_id,
        cast(parent_position <> child_position as integer) as children,
        0 as parents
    from named
    union all
    select
        child_position as position,
        null as absent_id,
        0 as children,
        cast(parent_position <> child_position as integer) as parents
    from named
),

nodes as materialized (
    select
        position,
        any_value(absent_id) as absent_id,
        sum(children) as children,
        sum(parents) as parents
    from ends
    group by position
),

labelled (position, label) using key (position) as (
    select
        position,
        position as label
    from nodes
    union all
    select
        directed.far_position as position,
        min(labelled.label) as label
    from labelled
    inner join directed on labelled.position = directed.near_position
    inner join recurring.labelled as known
        on directed.far_position = known.position
    group by directed.far_position
    having min(labelled.label) < min(known.label)
),

placed as materialized (
    select
        coalesce(nodes.absent_id, models.model_id) as model_id,
        nodes.absent_id is not null as is_absent,
        nodes.position,
        first_value(nodes.position) over (
            partition by labelled.label
            order by
                nodes.parents > 0 asc,
                nodes.children desc,
                nodes.absent_id is not null asc,
                abs(nodes.position) asc
        ) as root_position
    from nodes
    inner join labelled on nodes.position = labelled.position
    left join models on nodes.position = models.position
)

select
    roots.model_id as root_id,
    placed.model_id,
    placed.is_absent,
    placed.root_position,
    placed.position
from placed
inner join placed as roots on placed.root_position = roots.position
order by placed.root_position, placed.position;

comment on view extended_family_members is
'One row per model or absent parent with a typed edge: its extended family';
comment on column extended_family_members.root_id is
'Id of the root, which names the family';
comment on column extended_family_members.model_id is
'Id of the model, or of the absent parent as written';
comment on column extended_family_members.is_absent is
'Whether it is an absent parent';
comment on column extended_family_members.root_position is
'models.position of the root; below 0 if it is absent';
comment on column extended_family_members.position is
'models.position of the model; below 0 if it is absent';
