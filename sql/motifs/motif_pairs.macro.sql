-- motif_pairs(types, draws, seed) · version 1
--
-- One row per motif and draw: two models that stand in that motif, drawn at
-- random from all places of the graph that have it.
--
-- Rules
-- 1. The graph has the edges of the chosen types (see is_chosen) between two
--    different models. The motifs are those of motif_counts, and the two models
--      parent and child   the ends of an edge
--      siblings           two children of one parent
--      chain              the first and the last model of a chain
--      uncle              a sibling of a chain's middle model, and its last
--      random             any two models of the table
-- 2. Each place is as likely as any other, so a parent with many children gives
--    most of the siblings. Each draw is from all places: one may come again.
-- 3. A draw whose two models are the same, as on a cycle, is left out.
-- 4. The same seed and build give the same pairs in any version of DuckDB.
create or replace macro motif_pairs(types, draws, seed) as table
    with
    numbered as materialized (
        from numbered_edges(types)
    ),

    drawn as (
        from motif_draws(types, draws, seed)
    ),

    pairs as (
        select
            drawn.motif,
            drawn.draw,
            case drawn.motif
                when 'siblings' then drawn.child_position
                when 'uncle' then others.child_position
                else drawn.parent_position
            end as position,
            case drawn.motif
                when 'parent and child' then drawn.child_position
                when 'siblings' then others.child_position
                else lower.child_position
            end as other_position
        from drawn
        left join numbered as others
            on
                drawn.parent_position = others.parent_position
                and others.place = (
                    drawn.place
                    + 1
                    + seeded_number(
                        seed, drawn.draw, drawn.motif || ', sibling'
                    ) % nullif(drawn.siblings, 0)
                ) % (drawn.siblings + 1)
        left join numbered as lower
            on
                drawn.child_position = lower.parent_position
                and lower.place = seeded_number(
                    seed, drawn.draw, drawn.motif || ', child'
                ) % drawn.children
        union all
        select
            'random' as motif,
            draw,
            position,
            other_position
        from random_pairs(draws, seed)
    )

    select
        pairs.motif,
        pairs.draw,
        ones.model_id,
        others.model_id as other_id,
        pairs.position,
        pairs.other_position
    from pairs
    inner join models as ones on pairs.position = ones.position
    inner join models as others on pairs.other_position = others.position
    where pairs.position <> pairs.other_position
    order by pairs.motif, pairs.draw;

comment on macro table motif_pairs is -- noqa: PRS
'One row per motif and draw: two models drawn at random that stand in the motif';
