-- checks.traits · version 1
--
-- One row per model and trait for which trait_sets does not have the values
-- that models has.
create schema if not exists checks;

create or replace view checks.traits as
with
listed as (
    select
        position,
        'license' as trait,
        licenses as literal,
        null as single_value
    from main.models
    union all
    select
        position,
        'language' as trait,
        languages as literal,
        null as single_value
    from main.models
    union all
    select
        position,
        'dataset' as trait,
        datasets as literal,
        null as single_value
    from main.models
    union all
    select
        position,
        'paper' as trait,
        papers as literal,
        null as single_value
    from main.models
    union all
    select
        position,
        'library' as trait,
        null as literal,
        library_name as single_value
    from main.models
    union all
    select
        position,
        'task' as trait,
        null as literal,
        pipeline_tag as single_value
    from main.models
),

parsed as (
    select
        position,
        trait,
        coalesce(python_list(literal), [single_value]) as listed_values
    from listed
),

expected as (
    select
        position,
        trait,
        list_distinct(listed_values) as trait_values
    from parsed
    where list_count(listed_values) > 0
)

select
    coalesce(expected.position, trait_sets.position) as position,
    coalesce(expected.trait, trait_sets.trait) as trait
from expected
full join main.trait_sets
    on
        expected.position = trait_sets.position
        and expected.trait = trait_sets.trait
where
    list_sort(expected.trait_values)
    is distinct from list_sort(trait_sets.trait_values);

comment on view checks.traits is
'The traits of the models are the values of their lists';
comment on column checks.traits.position is
'models.position of the model';
comment on column checks.traits.trait is
'license, language, dataset, paper, library or task';
