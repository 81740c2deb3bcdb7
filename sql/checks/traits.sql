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
        python_list(licenses) as listed_values
    from main.models
    union all
    select
        position,
        'language' as trait,
        python_list(languages) as listed_values
    from main.models
    union all
    select
        position,
        'dataset' as trait,
        python_list(datasets) as listed_values
    from main.models
    union all
    select
        position,
        'library' as trait,
        [library_name] as listed_values
    from main.models
    union all
    select
        position,
        'task' as trait,
        [pipeline_tag] as listed_values
    from main.models
),

expected as (
    select
        position,
        trait,
        list_distinct(listed_values) as trait_values
    from listed
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
'license, language, dataset, library or task';
