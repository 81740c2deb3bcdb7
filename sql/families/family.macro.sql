-- family(id, types) · version 1
--
-- One row per model of a model's family, itself among them, with the least
-- number of steps between them, up or down.
--
-- Rules
-- 1. A family is a weakly connected component of nomerges, as in families.
-- 2. types may name other types of edges (see is_chosen); NULL is all of them.
-- 3. A model without such an edge has no family.
create or replace macro family(id, types := nomerges_types()) as table
    select
        model_id,
        steps,
        position
    from relatives(id, types, true, true)
    order by steps, position;

comment on macro table family is -- noqa: PRS
'One row per model of the family of a model, with the least steps';
