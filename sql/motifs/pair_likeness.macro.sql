-- pair_likeness(types, draws, seed) · version 2
--
-- One row per motif and draw of motif_pairs: how alike its two models are.
--
-- Rules
-- 1. text_likeness is that of their records of the Hub, letter by letter, and
--    field_likeness that of the sets of what these say: each item of a field
--    that is a list, such as tags, and every other field.
-- 2. word_likeness is the cosine of their counts of words, and tfidf_likeness
--    that of the weights by TF-IDF (see record_words). The records of all drawn
--    models, each once, decide which words count and what they weigh; so other
--    draws give the same pair slightly different numbers. The paper takes the
--    records of all models.
-- 3. These four are NULL unless the build kept the records (see records) of
--    both.
-- 4. trait_likeness is that of the sets of their traits (see traits), which
--    every build has; NULL where neither names any.
-- 5. A record counts as it is. What always differs, such as the id, lowers
--    every likeness alike. Fields are read from records in JSON only.
--
-- Why one_words: by itself, DuckDB may pair the records by word first, and most
-- of these have most words in common.
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
            records.full_json
        from records
        inner join drawn on records.position = drawn.position
    ),

    items as materialized (
        from record_items((select list(position) from drawn))
    ),

    words as materialized (
        from record_words((select list(position) from drawn))
    ),

    one_words as materialized (
        select
            pairs.motif,
            pairs.draw,
            pairs.other_position,
            words.word,
            words.count_weight,
            words.tfidf_weight
        from pairs
        inner join words on pairs.position = words.position
    ),

    cosines as (
        select
            ones.motif,
            ones.draw,
            sum(ones.count_weight * others.count_weight) as by_count,
            sum(ones.tfidf_weight * others.tfidf_weight) as by_tfidf
        from one_words as ones
        inner join words as others
            on
                ones.other_position = others.position
                and ones.word = others.word
        group by ones.motif, ones.draw
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
        case
            when ones.position is not null and others.position is not null
                then coalesce(cosines.by_count, 0)
        end as word_likeness,
        case
            when ones.position is not null and others.position is not null
                then coalesce(cosines.by_tfidf, 0)
        end as tfidf_likeness,
        set_likeness(one_says.items, other_says.items) as field_likeness,
        set_likeness(
            coalesce(one_traits.items, []), coalesce(other_traits.items, [])
        ) as trait_likeness
    from pairs
    left join recorded as ones on pairs.position = ones.position
    left join recorded as others on pairs.other_position = others.position
    left join items as one_says on pairs.position = one_says.position
    left join items as other_says
        on pairs.other_position = other_says.position
    left join cosines
        on pairs.motif = cosines.motif and pairs.draw = cosines.draw
    left join traits_of as one_traits on pairs.position = one_traits.position
    left join traits_of as other_traits
        on pairs.other_position = other_traits.position
    order by pairs.motif, pairs.draw;

comment on macro table pair_likeness is -- noqa: PRS
'One row per motif and draw: how alike two models that stand in the motif are';
