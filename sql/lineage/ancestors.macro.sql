-- ancestors(id, types) · version 1
--
-- One row per model that a model was made from, at once or by way of
-- others, with the least number of steps between them.
--
-- Rules
-- 1. types may name some types of edges (see is_chosen); without it, all count.
-- 2. The model itself is not among them, even if a cycle leads back to it.
create or replace macro ancestors(id, types := null) as table
    select
        model_id,
        steps,
        position
    from relatives(id, types, true, false)
    where steps > 0
    order by steps, position;

comment on macro table ancestors is -- noqa: PRS
'One row per model that a model was made from, with the least steps';
