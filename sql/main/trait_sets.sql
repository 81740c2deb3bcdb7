-- trait_sets · version 1
--
-- One row per model and trait that it names: the set of its values.
--
-- Rules
-- 1. Traits are license, language and dataset, from the list literals of
--    models, and library and task, which have one value.
-- 2. A value counts once, however often the list has it, and None is no value.
-- 3. A model that names no value of a trait has no row of it.
--
-- Why a table: what is asked of the traits along edges reads the literals of
-- each model twice, which takes four times as long.
create or replace table trait_sets as
with
listed as (
    select
        'license' as trait,
        list_distinct(python_list(licenses)) as trait_values,
        position
    from models
    where licenses <> '[]'
    union all
    select
        'language' as trait,
        list_distinct(python_list(languages)) as trait_values,
        position
    from models
    where languages <> '[]'
    union all
    select
        'dataset' as trait,
        list_distinct(python_list(datasets)) as trait_values,
        position
    from models
    where datasets <> '[]'
    union all
    select
        'library' as trait,
        [library_name] as trait_values,
        position
    from models
    where library_name is not null
    union all
    select
        'task' as trait,
        [pipeline_tag] as trait_values,
        position
    from models
    where pipeline_tag is not null
)

select
    trait,
    trait_values,
    position
from listed
where len(trait_values) > 0;

comment on table trait_sets is
'One row per model and trait that it names: the set of its values';
comment on column trait_sets.trait is
'license, language, dataset, library or task';
comment on column trait_sets.trait_values is
'The different values that the model names, in no order';
comment on column trait_sets.position is
'models.position of the model';
