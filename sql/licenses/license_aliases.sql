-- license_aliases · version 1
--
-- One row per name of a licence that license_terms has: the licence.
--
-- Rules
-- 1. The names are the ids of the Hub and of SPDX, and what people type as
--    license_name beside other: those are read from license_aliases.csv next to
--    this file. The variable `sql` is the folder of the SQL files.
-- 2. Names are compared in the form of license_key and only as a whole:
--    not-llama3 is not llama3.
-- 3. Licences of unknown terms have no names; nor has bsl-1.0, as people also
--    mean the Business Source License by that.
create or replace table license_aliases as
with
names as (
    select
        license as name,
        license
    from license_terms
    union all
    select
        spdx_id as name,
        license
    from license_terms
    union all
    select
        name,
        license
    from read_csv(
        coalesce(getvariable('sql'), 'sql') || '/licenses/license_aliases.csv',
        auto_detect = false,
        header = true,
        columns = {'name': 'varchar', 'license': 'varchar'} -- noqa: LT01
    )
)

select distinct
    license_key(names.name) as name,
    license_terms.license
from names
inner join license_terms on names.license = license_terms.license
where
    names.name is not null
    and license_terms.terms is not null
    and license_terms.license <> 'bsl-1.0'
order by name;

comment on table license_aliases is
'One row per name of a licence that license_terms has: the licence';
comment on column license_aliases.name is
'The name, in the form of license_key';
comment on column license_aliases.license is
'license_terms.license';
