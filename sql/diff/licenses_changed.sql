-- diff.licenses_changed · version 2
--
-- One row per model in both builds that names other licences in the new one.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. The licences are those of model_licenses: ids in lower case, whose order
--    and spelling as a list do not count. A list that is missing, empty or
--    cannot be read names none. other counts with its name, as typed.
-- 3. drift is what license_change says of the new licences as those of a child
--    of the model as it was. The terms are those that each build knows.
-- 4. The models with the most likes come first and those with unknown likes
--    last; then by id.
create schema if not exists diff;

create or replace table diff.licenses_changed as
select
    new_models.model_id,
    old_models.licenses as old_licenses,
    new_models.licenses as new_licenses,
    case
        when new_models.licenses = old_models.licenses then 'unknown'
        else
            new_build.main.license_change(
                old_models.licenses,
                old_models.terms,
                new_models.licenses,
                new_models.terms
            )
    end as drift,
    old_models.license_name as old_name,
    new_models.license_name as new_name
from new_build.main.model_licenses as new_models
inner join old_build.main.model_licenses as old_models
    on new_models.model_id = old_models.model_id
inner join new_build.main.models
    on new_models.position = models.position
where
    new_models.licenses <> old_models.licenses
    or (
        list_contains(new_models.licenses, 'other')
        and new_models.license_name is distinct from old_models.license_name
    )
order by models.likes desc nulls last, new_models.model_id asc;

comment on table diff.licenses_changed is
'One row per model in both builds whose licences differ, the most liked first';
comment on column diff.licenses_changed.model_id is
'Id of the model';
comment on column diff.licenses_changed.old_licenses is
'Licences in the old build, in alphabetical order; empty if it named none';
comment on column diff.licenses_changed.new_licenses is
'Licences in the new build, in alphabetical order; empty if it names none';
comment on column diff.licenses_changed.drift is
'added, dropped, unknown, loosened, tightened or changed (see license_change)';
comment on column diff.licenses_changed.old_name is
'models.license_name in the old build';
comment on column diff.licenses_changed.new_name is
'models.license_name in the new build';
