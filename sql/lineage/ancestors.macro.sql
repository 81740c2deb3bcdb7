-- ancestors(id, types) · version 1
--
-- One row per ancestor of a model, with the shortest distance in edges (steps).
-- Ancestors are the models that it is derived from, directly or through other
-- models.
--
-- Rules
-- 1. types restricts the walk to some edge types (see is_chosen); by default,
--    all count.
-- 2. The model itself is not included, even if a cycle leads back to it.
create or replace macro ancestors(id, types := null) as table
    select
        model_id,
        steps,
        position
    from relatives(id, types, true, false)
    where steps > 0
    order by steps, position;

comment on macro table ancestors is -- noqa: PRS
'One row per ancestor of a model, with the shortest distance in edges';
