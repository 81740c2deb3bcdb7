-- diff.languages_changed · version 1
--
-- One row per model in both builds that names other languages in the new one.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. The languages are those of list_traits, a set: their order and the
--    spelling of the list do not count. A list that is missing, empty or cannot
--    be read names none.
-- 3. The models with the most likes come first and those with unknown likes
--    last; then by id.
create schema if not exists diff;

create or replace table diff.languages_changed as
select
    new_models.model_id,
    coalesce(old_sets.trait_values, []) as old_languages,
    coalesce(new_sets.trait_values, []) as new_languages
from new_build.main.models as new_models
inner join old_build.main.models as old_models
    on new_models.model_id = old_models.model_id
left join new_build.main.list_traits as new_sets
    on
        new_models.position = new_sets.position
        and new_sets.trait = 'language'
left join old_build.main.list_traits as old_sets
    on
        old_models.position = old_sets.position
        and old_sets.trait = 'language'
where new_sets.trait_values is distinct from old_sets.trait_values
order by new_models.likes desc nulls last, new_models.model_id asc;

comment on table diff.languages_changed is
'One row per model in both builds whose languages differ, the most liked first';
comment on column diff.languages_changed.model_id is
'Id of the model';
comment on column diff.languages_changed.old_languages is
'Languages in the old build, in alphabetical order; empty if it named none';
comment on column diff.languages_changed.new_languages is
'Languages in the new build, in alphabetical order; empty if it names none';
