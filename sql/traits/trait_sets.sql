-- trait_sets · version 1
--
-- One row per model and trait for which it names values: the set of these
-- values.
--
-- Rules
-- 1. The traits are license, language, dataset and paper, for which a model may
--    list several values (see list_traits), and library and task, which have
--    one. Papers are those of arXiv, by their ids.
-- 2. A model that names no value of a trait has no row for it. Whether it names
--    papers is unknown where models.papers is NULL.
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
'One row per model and trait for which it names values: the set of values';
comment on column trait_sets.trait is
'license, language, dataset, paper, library or task';
comment on column trait_sets.trait_values is
'Distinct values that the model names, in alphabetical order';
comment on column trait_sets.position is
'models.position of the model';
