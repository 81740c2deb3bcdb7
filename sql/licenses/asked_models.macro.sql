-- asked_models(ids) · version 1
--
-- One row per id that is asked for, in that order, and the model that it means;
-- one row per model if ids is NULL.
--
-- Rules: the first that applies gives the model
-- 1. Its id is the id as asked.
-- 2. Its id is what the text means (see meant_id): a URL, say.
-- 3. It was called so before (see current_ids); is_renamed says so.
-- 4. Its id, or a former one, differs in case only, and no other model's does:
--    on the Hub, case makes no difference.
-- 5. Else there is none, and position is NULL.
create or replace macro asked_models(ids) as table
    with
    asked as (
        select
            generate_subscripts(cast(ids as varchar[]), 1) as place,
            unnest(cast(ids as varchar[])) as asked_id
    ),

    exact as (
        select
            asked.place,
            asked.asked_id,
            models.position
        from asked
        left join models on asked.asked_id = models.model_id
    ),

    meant as (
        select
            place,
            meant_id(asked_id) as meant_id
        from exact
        where position is null
    ),

    alike as (
        select
            meant.place,
            models.position,
            false as is_renamed,
            models.model_id = meant.meant_id as is_same
        from meant
        inner join models on lower(meant.meant_id) = lower(models.model_id)
        union all
        select
            meant.place,
            models.position,
            true as is_renamed,
            current_ids.old_id = meant.meant_id as is_same
        from meant
        inner join current_ids
            on lower(meant.meant_id) = lower(current_ids.old_id)
        inner join models on current_ids.model_id = models.model_id
    ),

    best as (
        select
            place,
            is_renamed,
            position
        from alike
        qualify
            row_number() over (
                partition by place order by is_same desc, is_renamed asc
            ) = 1
            and (
                is_same
                or min(position) over (partition by place)
                = max(position) over (partition by place)
            )
    )

    select
        exact.place,
        exact.asked_id,
        coalesce(exact.position, best.position) as position,
        coalesce(best.is_renamed, false) as is_renamed
    from exact
    left join best on exact.place = best.place
    union all
    select
        position as place,
        model_id as asked_id,
        position,
        false as is_renamed
    from models
    where ids is null;

comment on macro table asked_models is -- noqa: PRS
'One row per id that is asked for, and the model that it means';
