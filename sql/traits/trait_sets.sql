-- trait_sets · version 1
--
-- One row per model and trait that it names: the set of its values.
--
-- Rules
-- 1. Traits are license, language and dataset, of which a model may list
--    several values (see list_traits), and library and task, which have one.
-- 2. A model that names no value of a trait has no row of it.
create or replace view trait_sets as
select
    trait,
    trait_values,
    position
from list_traits
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
where pipeline_tag is not null;

comment on view trait_sets is
'One row per model and trait that it names: the set of its values';
comment on column trait_sets.trait is
'license, language, dataset, library or task';
comment on column trait_sets.trait_values is
'The different values that the model names, by the alphabet';
comment on column trait_sets.position is
'models.position of the model';
