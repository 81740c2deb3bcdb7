-- record_words(positions) · version 1
--
-- One row per model and word of its record: how often the word occurs there,
-- and what it weighs in comparisons.
--
-- Rules
-- 1. The records (see records) are those of the models at these positions; NULL
--    chooses all.
-- 2. The words are those of text_words, pairs included. Only the 512 count that
--    occur most often in the chosen records; of words that occur equally often,
--    those that sort first.
-- 3. The weights of a word are
--      count_weight   times
--      tfidf_weight   times · (ln((1 + records) / (1 + records with it)) + 1)
--    each divided by the square root of the sum of squares of the record's. So
--    the sum of the products of two records' weights is their cosine.
-- Source: similarity_analysis.ipynb of the paper (arXiv 2508.06811), which uses
-- scikit-learn's CountVectorizer and TfidfVectorizer with max_features=512. Of
-- words that occur equally often, scikit-learn takes any.
create or replace macro record_words(positions) as table
    with
    recorded as materialized (
        select
            position,
            text_words(full_json) as words
        from records
        where positions is null or position in (select unnest(positions))
    ),

    said as (
        select
            position,
            unnest(words) as word
        from recorded
    ),

    counted as materialized (
        select
            position,
            word,
            count(*) as times
        from said
        group by position, word
    ),

    vocabulary as (
        select
            word,
            ln(
                (1 + (select count(*) from recorded)) / (1 + count(*))
            ) + 1 as idf
        from counted
        group by word
        order by sum(times) desc, word asc
        limit 512
    )

    select
        counted.position,
        counted.word,
        counted.times,
        counted.times
        / sqrt(
            sum(counted.times * counted.times) over (
                partition by counted.position
            )
        ) as count_weight,
        counted.times
        * vocabulary.idf
        / sqrt(
            sum((counted.times * vocabulary.idf) ^ 2) over (
                partition by counted.position
            )
        ) as tfidf_weight
    from counted
    inner join vocabulary on counted.word = vocabulary.word;

comment on macro table record_words is -- noqa: PRS
'One row per model and word of its record: how often, and how much it weighs';
