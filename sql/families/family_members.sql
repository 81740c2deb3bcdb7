-- family_members · version 1
--
-- One row per model with an edge in nomerges: the family that it belongs to.
--
-- Rules
-- 1. A family is a weakly connected component of nomerges with at least one
--    edge. A model whose only edge leads to itself is a family of one.
-- 2. The root is the member without parents that has the most descendants; of
--    several, the one with the earliest created_at, then the first in the order
--    of the nodes. Descendants too many to count (see temp.descendant_counts)
--    rank highest. Where a cycle leaves no member without parents, the root is
--    the member with the earliest created_at, then the first.
-- 3. generation is the shortest distance in edges from a member without parents
--    or, where there is none, from the root. It is NULL where no path leads
--    from these to the model, which only happens on or below a cycle.
-- 4. Parents, descendants and distances are those in nomerges, and edges from a
--    model to itself do not count.
create or replace table family_members as
with
members as (
    select
        components.position,
        components.component,
        generations.generation
    from temp.components
    inner join temp.generations
        on
            components.position = generations.position
            and generations.graph = 'nomerges'
    union all
    select
        edges.child_position as position,
        edges.child_position as component,
        0 as generation
    from edges
    where
        edges.parent_position = edges.child_position
        and edges.edge_type is distinct from 'merge'
        and edges.child_position not in (select position from temp.components)
),

ranked as (
    select
        members.component,
        members.position,
        models.model_id,
        row_number() over (
            partition by members.component
            order by
                case
                    when descendant_counts.position is null then 0
                    else descendant_counts.descendants
                end desc nulls first,
                models.created_at asc nulls last,
                members.position asc
        ) as place
    from members
    inner join models on members.position = models.position
    left join temp.descendant_counts
        on
            members.position = descendant_counts.position
            and descendant_counts.graph = 'nomerges'
    where members.generation = 0
)

select
    ranked.model_id as root_id,
    models.model_id,
    members.generation,
    ranked.position as root_position,
    members.position
from members
inner join ranked
    on
        members.component = ranked.component
        and ranked.place = 1
inner join models on members.position = models.position
order by ranked.position, members.position;

comment on table family_members is
'One row per model with an edge in nomerges: the family that it belongs to';
comment on column family_members.root_id is
'Id of the root, which names the family';
comment on column family_members.model_id is
'Id of the model';
comment on column family_members.generation is
'Edges from the nearest member without parents, else the root; NULL if none';
comment on column family_members.root_position is
'models.position of the root';
comment on column family_members.position is
'models.position of the model';
