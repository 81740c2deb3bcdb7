-- motif_likeness(types, draws, seed, resamples) · version 2
--
-- One row per motif and measure of likeness: its mean over pairs of models that
-- stand in the motif, with a 95 % interval.
--
-- Rules
-- 1. The pairs and the measures are those of pair_likeness: text, words, tfidf,
--    fields and traits. Pairs without a measure, as they have no record, are
--    left out of it; pairs counts the others.
-- 2. The interval is a percentile bootstrap: as many pairs are drawn again from
--    those of the motif, with repeats, resamples times, and the interval is
--    from the 2.5th to the 97.5th percentile of the means.
-- 3. The same seed and build give the same numbers, but for their last digits
--    and, between versions of DuckDB, for letters that are not ASCII.
-- Source: Efron and Tibshirani, An Introduction to the Bootstrap, 1993. The
-- paper (arXiv 2508.06811) uses the same interval and finds siblings more alike
-- than parent and child.
create or replace macro motif_likeness(types, draws, seed, resamples) as table
    with
    pairs as materialized (
        select
            *,
            row_number() over (partition by motif order by draw) - 1 as place,
            count(*) over (partition by motif) as pairs
        from pair_likeness(types, draws, seed)
    ),

    numbers as materialized (
        select
            places.place,
            resamplings.resample,
            seeded_number(
                seed,
                resamplings.resample,
                concat('resample ', places.place)
            ) as number
        from range(draws) as places (place)
        cross join range(resamples) as resamplings (resample)
    ),

    drawn_again as materialized (
        select
            pairs.motif,
            numbers.resample,
            cast(numbers.number % pairs.pairs as bigint) as place
        from pairs
        inner join numbers on pairs.place = numbers.place
    ),

    measured as materialized (
        select
            motif,
            place,
            unnest(['text', 'words', 'tfidf', 'fields', 'traits']) as measure,
            unnest([
                text_likeness,
                word_likeness,
                tfidf_likeness,
                field_likeness,
                trait_likeness
            ]) as likeness
        from pairs
    ),

    means as (
        select
            drawn_again.motif,
            measured.measure,
            avg(measured.likeness) as mean
        from drawn_again
        inner join measured
            on
                drawn_again.motif = measured.motif
                and drawn_again.place = measured.place
        group by drawn_again.motif, measured.measure, drawn_again.resample
    ),

    intervals as (
        select
            motif,
            measure,
            quantile_cont(mean, 0.025) as low,
            quantile_cont(mean, 0.975) as high
        from means
        group by motif, measure
    )

    select
        measured.motif,
        measured.measure,
        count(measured.likeness) as pairs,
        avg(measured.likeness) as mean,
        any_value(intervals.low) as low,
        any_value(intervals.high) as high
    from measured
    left join intervals
        on
            measured.motif = intervals.motif
            and measured.measure = intervals.measure
    group by measured.motif, measured.measure
    having count(measured.likeness) > 0
    order by measured.measure asc, mean desc;

comment on macro table motif_likeness is -- noqa: PRS
'One row per motif and measure: the mean likeness of its pairs, with an interval';
