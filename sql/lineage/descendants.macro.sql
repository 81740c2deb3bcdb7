-- descendants(id, types) · version 1
--
-- One row per model that was made from a model, at once or by way of
-- others, with the least number of steps between them.
--
-- Rules
-- 1. types may name some types of edges (see is_chosen); without it, all count.
-- 2. The model itself is not among them, even if a cycle leads back to it.
create or replace macro descendants(id, types := null) as table
    select
        model_id,
        steps,
        position
    from relatives(id, types, false, true)
    where steps > 0
    order by steps, position;

comment on macro table descendants is -- noqa: PRS
'One row per model that was made from a model, with the least steps';
