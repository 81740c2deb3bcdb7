-- ancestors(id, types) · version 3
--
-- One row per ancestor of a model, with the shortest distance in edges (steps),
-- and one per missing parent of the model or of an ancestor. Ancestors are the
-- models that it is derived from, directly or through other models.
--
-- Rules
-- 1. types restricts the walk, and the missing parents, to some edge types (see
--    is_chosen); by default, all count.
-- 2. The model itself is not included, even if a cycle leads back to it.
-- 3. A missing parent (see missing_parents) is no model: model_id is as
--    written, position is NULL, and status says why. Its steps are one more
--    than those of the nearest model that names it. count(position) counts
--    models only.
-- 4. Of a model, status is in_graph. An ancestor that a model also names under
--    an unknown relation has that one row.
create or replace macro ancestors(id, types := null) as table
    with
    near as materialized (
        select
            lineage.model_id,
            reached.steps,
            reached.position
        from reach(id, types, true) as reached
        inner join lineage on reached.position = lineage.position
        union
        select
            model_id,
            0 as steps,
            position
        from models
        where model_id = cast(id as varchar)
    ),

    missing as (
        select
            missing_parents.parent_id as model_id,
            min(near.steps) + 1 as steps,
            any_value(missing_parents.status) as status,
            any_value(missing_parents.suggested_id) as suggested_id,
            list(near.model_id order by near.steps, near.position) as named_by
        from near
        inner join missing_parents
            on near.position = missing_parents.child_position
        where is_chosen(missing_parents.edge_type, types)
        group by missing_parents.parent_id
    )

    select
        model_id,
        steps,
        position,
        'in_graph' as status,
        null as suggested_id,
        null as named_by
    from near
    where steps > 0
    union all
    select
        model_id,
        steps,
        null as position,
        status,
        suggested_id,
        named_by
    from missing
    where
        not exists (
            select 1
            from near
            where near.model_id = missing.model_id
        )
    order by steps, position nulls last, model_id;

comment on macro table ancestors is -- noqa: PRS
'One row per ancestor of a model, or missing parent above it, with the distance';
