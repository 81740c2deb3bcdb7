-- checks.families · version 1
--
-- One row per model or edge of nomerges whose family is missing or wrong.
--
-- Rules
-- 1. A model with an edge in nomerges is in one family; other models are in
--    none.
-- 2. An edge joins members of one family.
-- 3. A family's root is one of its members, of generation 0.
create schema if not exists checks;

create or replace view checks.families as
with
nomerges as (
    select
        parent_position,
        child_position
    from main.edges
    where edge_type is distinct from 'merge'
),

expected as (
    select parent_position as position
    from nomerges
    union
    select child_position as position
    from nomerges
),

counted as (
    select
        position,
        count(*) as families
    from main.family_members
    group by position
),

failing as (
    select
        'a model is in no family, or in several' as failure,
        expected.position
    from expected
    left join counted on expected.position = counted.position
    where coalesce(counted.families, 0) <> 1
    union all
    select
        'a model is in a family without an edge' as failure,
        position
    from counted
    where position not in (select expected.position from expected)
    union all
    select
        'an edge joins two families' as failure,
        nomerges.child_position as position
    from nomerges
    inner join main.family_members as parents
        on nomerges.parent_position = parents.position
    inner join main.family_members as children
        on nomerges.child_position = children.position
    where parents.root_position <> children.root_position
    union all
    select
        'a root is no first member of its family' as failure,
        members.root_position as position
    from main.family_members as members
    left join main.family_members as roots
        on members.root_position = roots.position
    where
        roots.root_position is distinct from members.root_position
        or roots.generation is distinct from 0
        or roots.model_id is distinct from members.root_id
)

select
    models.model_id,
    failing.failure,
    failing.position
from failing
left join main.models on failing.position = models.position;

comment on view checks.families is
'Each model with an edge in nomerges is in one family';
comment on column checks.families.model_id is
'Id of the model';
comment on column checks.families.failure is
'What is wrong';
comment on column checks.families.position is
'models.position of the model';
