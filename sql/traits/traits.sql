-- traits · version 1
--
-- One row per model, trait and value that the model names (see trait_sets).
create or replace view traits as
select
    models.model_id,
    trait_sets.trait,
    unnest(trait_sets.trait_values) as trait_value,
    trait_sets.position
from trait_sets
inner join models on trait_sets.position = models.position;

comment on view traits is
'One row per model, trait and value that the model names';
comment on column traits.model_id is
'Id of the model';
comment on column traits.trait is
'license, language, dataset, paper, library or task';
comment on column traits.trait_value is
'The value, such as mit or English';
comment on column traits.position is
'models.position of the model';
