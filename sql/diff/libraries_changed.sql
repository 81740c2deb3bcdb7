-- diff.libraries_changed · version 1
--
-- One row per model in both builds whose library differs.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. If one of the values is missing, the library has changed; if both are, it
--    has not.
-- 3. The models with the most likes come first and those with unknown likes
--    last; then by id.
create schema if not exists diff;

create or replace table diff.libraries_changed as
select
    new_models.model_id,
    old_models.library_name as old_library_name,
    new_models.library_name as new_library_name
from new_build.main.models as new_models
inner join old_build.main.models as old_models
    on new_models.model_id = old_models.model_id
where new_models.library_name is distinct from old_models.library_name
order by new_models.likes desc nulls last, new_models.model_id asc;

comment on table diff.libraries_changed is
'One row per model in both builds whose library differs, the most liked first';
comment on column diff.libraries_changed.model_id is
'Id of the model';
comment on column diff.libraries_changed.old_library_name is
'Library in the old build; NULL where missing';
comment on column diff.libraries_changed.new_library_name is
'Library in the new build; NULL where missing';
