-- model_licenses · version 2
--
-- One row per model: its licences and their terms.
--
-- Rules
-- 1. A list of licences that is missing or cannot be read names no licences.
-- 2. Terms of a model that names no licences are empty, as what a licence of a
--    parent requires is then not stated; licences tells it from a permissive
--    licence.
-- 3. other stands for the licence of the model's license_name, if that is known
--    (see license_lists). license_name and license_link are as typed, whatever
--    the licences are.
create or replace view model_licenses as
select
    models.position,
    models.model_id,
    coalesce(license_lists.licenses, []) as licenses,
    case
        when license_lists.literal is null then [] else license_lists.terms
    end as terms,
    models.license_name,
    models.license_link
from models
left join license_lists
    on
        models.licenses = license_lists.literal
        and name_of_other(models.licenses, models.license_name)
        is not distinct from license_lists.license_name;

comment on view model_licenses is
'One row per model: its licences and their terms';
comment on column model_licenses.position is
'models.position';
comment on column model_licenses.model_id is
'models.model_id';
comment on column model_licenses.licenses is
'Distinct ids, in lower case and in alphabetical order; empty if it names none';
comment on column model_licenses.terms is
'Terms of all of them (see license_terms), sorted; NULL if unknown';
comment on column model_licenses.license_name is
'models.license_name';
comment on column model_licenses.license_link is
'models.license_link';
