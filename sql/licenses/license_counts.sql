-- license_counts · version 1
--
-- One row per licence: how many models name it, and how it is read.
--
-- Rules
-- 1. The licences are those of license_terms, and any other id that a model
--    names, whose class is unknown.
-- 2. A model counts for each of its licences, other by its name (see
--    model_licenses). Models that name none are not counted.
create or replace view license_counts as
with
named as (
    select
        license,
        count(*) as models
    from (
        select unnest(licenses) as license
        from model_licenses
    ) as listed
    group by license
)

select
    coalesce(named.license, license_terms.license) as license,
    coalesce(license_terms.class, 'unknown') as class,
    license_terms.terms,
    license_terms.doubt,
    coalesce(named.models, 0) as models
from named
full join license_terms on named.license = license_terms.license
order by models desc, license asc;

comment on view license_counts is
'One row per licence: how many models name it, and how it is read';
comment on column license_counts.license is
'Licence id, such as mit';
comment on column license_counts.class is
'license_terms.class; unknown if it is not listed there';
comment on column license_counts.terms is
'license_terms.terms';
comment on column license_counts.doubt is
'license_terms.doubt';
comment on column license_counts.models is
'Number of models that name it';
