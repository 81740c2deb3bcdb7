-- license_lists · version 3
--
-- One row per list of licences in models, and per name that models give beside
-- other: its licences and their terms.
--
-- Rules
-- 1. Licences are ids in lower case, as the Hub writes them. Duplicates in a
--    list count once, and None is not a licence.
-- 2. other stands for the licence that its name has in license_aliases, and is
--    kept if the name is not there.
-- 3. The terms of several licences are those of all of them combined: whether
--    the licences apply to parts of a model or are alternatives, the strictest
--    reading counts.
-- 4. If the terms of any licence are unknown, those of the list are NULL.
--
-- Why by list: a million models share a few lists, so each list is parsed and
-- classified once. Why a table: queries of licences read it at least twice.
create or replace table license_lists as
with
lists as (
    select distinct
        licenses as literal,
        name_of_other(licenses, license_name) as license_name
    from models
    where licenses <> '[]'
),

read as (
    select
        lists.literal,
        lists.license_name,
        list_sort(
            list_distinct(
                list_transform(
                    python_list(lists.literal),
                    lambda license: case lower(license)
                        when 'other' then coalesce(aliases.license, 'other')
                        else lower(license)
                    end
                )
            )
        ) as licenses
    from lists
    left join license_aliases as aliases
        on license_key(lists.license_name) = aliases.name
),

named as (
    select
        literal,
        license_name,
        licenses,
        unnest(licenses) as license
    from read
)

select
    named.literal,
    named.license_name,
    named.licenses,
    case
        when bool_and(license_terms.terms is not null)
            then list_sort(
                list_distinct(flatten(list(license_terms.terms)))
            )
    end as terms
from named
left join license_terms on named.license = license_terms.license
group by named.literal, named.license_name, named.licenses
order by named.literal, named.license_name;

comment on table license_lists is
'One row per list of licences and name of other: its licences and their terms';
comment on column license_lists.literal is
'models.licenses, a Python list literal';
comment on column license_lists.license_name is
'models.license_name if the list has other; else NULL';
comment on column license_lists.licenses is
'Distinct ids in lower case and in alphabetical order; other by its name''s id';
comment on column license_lists.terms is
'Terms of all of them (see license_terms), sorted; NULL if unknown';
