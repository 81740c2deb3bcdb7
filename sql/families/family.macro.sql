-- family(id, types) · version 1
--
-- One row per model in the family of a given model, with the shortest distance
-- in edges, up or down. The model itself is included.
--
-- Rules
-- 1. A family is a weakly connected component of nomerges, as in families.
-- 2. types may name other edge types (see is_chosen); NULL chooses all of them.
-- 3. A model without such an edge has no family.
create or replace macro family(id, types := nomerges_types()) as table
    select
        model_id,
        steps,
        position
    from relatives(id, types, true, true)
    order by steps, position;

comment on macro table family is -- noqa: PRS
'One row per model in the family of a given model, with the distance in edges';
