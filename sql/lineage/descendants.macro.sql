-- descendants(id, types) · version 2
--
-- One row per descendant of a model, with the shortest distance in edges
-- (steps). Descendants are the models derived from it, directly or through
-- other models.
--
-- Rules
-- 1. types restricts the walk to some edge types (see is_chosen); by default,
--    all count.
-- 2. The model itself is not included, even if a cycle leads back to it.
create or replace macro descendants(id, types := null) as table
    select
        lineage.model_id,
        reached.steps,
        reached.position
    from reach(id, types, false) as reached
    inner join lineage on reached.position = lineage.position
    where reached.steps > 0
    order by reached.steps, reached.position;

comment on macro table descendants is -- noqa: PRS
'One row per descendant of a model, with the shortest distance in edges';
