-- motif_draws(types, draws, seed) · version 1
--
-- One row per motif and draw: an edge drawn at random, by the number of places
-- of the graph in which it is part of the motif.
--
-- Rules
-- 1. The places are those of motif_places. Each is as likely as any other, and
--    each draw is from all of them: an edge may come again.
-- 2. The same seed and build give the same edges in any version of DuckDB.
--
-- Why a window, not an asof join: where few draws are expected, DuckDB compares
-- each with all places.
create or replace macro motif_draws(types, draws, seed) as table
    with
    places as materialized (
        from motif_places(types)
    ),

    totals as (
        select
            motif,
            max(places_so_far) as places
        from places
        group by motif
    ),

    points as (
        select
            totals.motif,
            numbers.draw,
            cast(
                1
                + seeded_number(seed, numbers.draw, totals.motif)
                % totals.places
                as bigint
            ) as point
        from totals
        cross join range(draws) as numbers (draw)
        union all
        select
            motif,
            null as draw,
            places_so_far as point
        from places
    ),

    drawn as (
        select
            motif,
            draw,
            min(case when draw is null then point end) over (
                partition by motif
                order by point
                range between current row and unbounded following
            ) as places_so_far
        from points
        qualify draw is not null
    )

    select
        drawn.draw,
        places.*
    from drawn
    inner join places
        on
            drawn.motif = places.motif
            and drawn.places_so_far = places.places_so_far
    order by places.motif, drawn.draw;

comment on macro table motif_draws is -- noqa: PRS
'One row per motif and draw: an edge that is part of it, drawn at random';
