-- pair_likeness(types, draws, seed) · version 1
--
-- One row per motif and draw of motif_pairs: how alike its two models are.
--
-- Rules
-- 1. text_likeness is that of their records of the Hub, letter by letter, and
--    field_likeness that of the sets of what these say: each item of a field
--    that is a list, such as tags, and every other field. They are NULL unless
--    the build kept the records (see records) of both.
-- 2. trait_likeness is that of the sets of their traits (see traits), which
--    every build has; NULL where neither names any.
-- 3. A record counts as it is. What always differs, such as the id, lowers
--    every likeness alike. Fields are read from records in JSON only.
create or replace macro pair_likeness(types, draws, seed) as table
    with
    pairs as materialized (
        from motif_pairs(types, draws, seed)
    ),

    drawn as (
        select position
        from pairs
        union
        select other_position as position
        from pairs
    ),

    recorded as materialized (
        select
            records.position,
            records.full_json,
            case
                when json_valid(records.full_json) then records.full_json
                else '{}'
            end as fields
        from records
        inner join drawn on records.position = drawn.position
    ),

    said as (
        select
            recorded.position,
            field.key,
            unnest(
                case field.type
                    when 'ARRAY' then cast(field.value as json[])
                    else [field.value]
                end
            ) as item
        from recorded
        cross join json_each(recorded.fields) as field
        where field.type <> 'NULL'
    ),

    said_by as materialized (
        select
            position,
            list(concat(key, ': ', item)) as items
        from said
        group by position
    ),

    traits_of as materialized (
        select
            traits.position,
            list(concat(traits.trait, ': ', traits.trait_value)) as items
        from traits
        inner join drawn on traits.position = drawn.position
        group by traits.position
    )

    select
        pairs.motif,
        pairs.draw,
        pairs.model_id,
        pairs.other_id,
        text_likeness(ones.full_json, others.full_json) as text_likeness,
        set_likeness(one_says.items, other_says.items) as field_likeness,
        set_likeness(
            coalesce(one_traits.items, []), coalesce(other_traits.items, [])
        ) as trait_likeness
    from pairs
    left join recorded as ones on pairs.position = ones.position
    left join recorded as others on pairs.other_position = others.position
    left join said_by as one_says on pairs.position = one_says.position
    left join said_by as other_says
        on pairs.other_position = other_says.position
    left join traits_of as one_traits on pairs.position = one_traits.position
    left join traits_of as other_traits
        on pairs.other_position = other_traits.position
    order by pairs.motif, pairs.draw;

comment on macro table pair_likeness is -- noqa: PRS
'One row per motif and draw: how alike two models that stand in the motif are';
