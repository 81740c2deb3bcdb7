-- list_traits · version 1
--
-- One row per model and trait for which it lists values: the set of these
-- values.
--
-- Rules
-- 1. The traits are license, language, dataset and paper, read from the list
--    literals in models.
-- 2. A value counts once, however often it is listed, and None is not a value.
-- 3. A model that lists no value of a trait has no row for it.
--
-- Why a table: queries of traits along edges would parse the literals of each
-- model twice, which takes four times as long.
-- Why by literal: models have few different ones, and each is parsed once.
create or replace table list_traits as
with
listed as (
    select
        'license' as trait,
        licenses as literal,
        position
    from models
    where licenses <> '[]'
    union all
    select
        'language' as trait,
        languages as literal,
        position
    from models
    where languages <> '[]'
    union all
    select
        'dataset' as trait,
        datasets as literal,
        position
    from models
    where datasets <> '[]'
    union all
    select
        'paper' as trait,
        papers as literal,
        position
    from models
    where papers <> '[]'
),

parsed as (
    select
        literal,
        python_list(literal) as entries
    from (select distinct literal from listed) as literals
),

value_sets as (
    select
        literal,
        case
            when len(entries) = 1 then entries
            else list_sort(list_distinct(entries))
        end as trait_values
    from parsed
    where list_count(entries) > 0
)

select
    listed.trait,
    value_sets.trait_values,
    listed.position
from listed
inner join value_sets on listed.literal = value_sets.literal
order by listed.trait, listed.position;

comment on table list_traits is
'One row per model and trait for which it lists values: the set of values';
comment on column list_traits.trait is
'license, language, dataset or paper';
comment on column list_traits.trait_values is
'Distinct values that the model lists, in alphabetical order';
comment on column list_traits.position is
'models.position of the model';
