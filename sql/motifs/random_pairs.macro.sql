-- random_pairs(draws, seed) · version 1
--
-- One row per draw: two models of the table, drawn at random.
--
-- Rules
-- 1. Each model is as likely as any other in both places, so the two may be
--    the same.
-- 2. The same seed and build give the same pairs in any version of DuckDB.
create or replace macro random_pairs(draws, seed) as table
    with
    numbered as materialized (
        select
            position,
            row_number() over (order by position) - 1 as place
        from models
    ),

    counted as (
        select count(*) as models
        from models
    ),

    drawn as (
        select
            numbers.draw,
            seeded_number(seed, numbers.draw, 'one')
            % nullif(counted.models, 0) as one,
            seeded_number(seed, numbers.draw, 'other')
            % nullif(counted.models, 0) as other
        from range(draws) as numbers (draw)
        cross join counted
    )

    select
        drawn.draw,
        ones.position,
        others.position as other_position
    from drawn
    inner join numbered as ones on drawn.one = ones.place
    inner join numbered as others on drawn.other = others.place
    order by drawn.draw;

comment on macro table random_pairs is -- noqa: PRS
'One row per draw: two models of the table, drawn at random';
