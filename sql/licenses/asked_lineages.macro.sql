-- asked_lineages(ids) · version 1
--
-- One row per id that is asked for and model or missing parent of its lineage:
-- the model itself, at steps 0, its ancestors, and what these name as a parent
-- without an edge. All models are asked for if ids is NULL.
--
-- Rules
-- 1. An id that is no model's has one row without a position (see
--    asked_models).
-- 2. Ancestors are found along edges of any type, with the shortest distance in
--    edges; the model is not its own, even if a cycle leads back to it.
-- 3. A missing parent has no position, but a status (see missing_parents). It
--    is a step above the nearest model that names it.
-- noqa: disable=PRS
create or replace macro asked_lineages(ids) as table
with recursive
asked as materialized (
    from asked_models(ids)
),

walk (place, position, start, steps) using key (place, position) as (
    select distinct
        asked.place,
        edges.parent_position as position,
        asked.position as start,
        1 as steps
    from asked
    inner join edges on asked.position = edges.child_position
    where edges.parent_position <> asked.position
    union all
    select
        walk.place,
        edges.parent_position as position,
        walk.start,
        min(walk.steps) + 1 as steps
    from walk
    inner join edges on walk.position = edges.child_position
    where
        edges.parent_position <> walk.start
        and not exists (
            select 1
            from recurring.walk as seen
            where
                seen.place = walk.place
                and seen.position = edges.parent_position
        )
    group by walk.place, edges.parent_position, walk.start
),

lineage as (
    select
        place,
        0 as steps,
        position
    from asked
    union all
    select
        place,
        steps,
        position
    from walk
),

whole as (
    select
        place,
        steps,
        position,
        cast(null as varchar) as missing_id,
        cast(null as varchar) as status,
        cast(null as varchar) as suggested_id
    from lineage
    union all
    select
        lineage.place,
        min(lineage.steps) + 1 as steps,
        cast(null as bigint) as position,
        missing_parents.parent_id as missing_id,
        missing_parents.status,
        missing_parents.suggested_id
    from lineage
    inner join missing_parents on lineage.position = missing_parents.child_position
    group by all
)

select
    whole.*,
    asked.asked_id,
    asked.position as asked_position,
    asked.is_renamed
from whole
inner join asked on whole.place = asked.place;

comment on macro table asked_lineages is -- noqa: PRS
'One row per id asked for and model or missing parent of its lineage';
