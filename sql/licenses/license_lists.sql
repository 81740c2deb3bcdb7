-- license_lists · version 2
--
-- One row per list of licences in models: its licences and their terms.
--
-- Rules
-- 1. Licences are ids in lower case, as the Hub writes them. Duplicates in a
--    list count once, and None is not a licence.
-- 2. The terms of several licences are those of all of them combined: whether
--    the licences apply to parts of a model or are alternatives, the strictest
--    reading counts.
-- 3. If the terms of any licence are unknown, those of the list are NULL.
--
-- Why by list: a million models share a few lists, so each list is parsed and
-- classified once. Why a table: queries of licences read it at least twice.
create or replace table license_lists as
with
lists as (
    select distinct licenses as literal
    from models
    where licenses <> '[]'
),

read as (
    select
        literal,
        list_sort(
            list_distinct(
                list_transform(
                    python_list(literal), lambda license: lower(license)
                )
            )
        ) as licenses
    from lists
),

named as (
    select
        literal,
        licenses,
        unnest(licenses) as license
    from read
)

select
    named.literal,
    named.licenses,
    case
        when bool_and(license_terms.terms is not null)
            then list_sort(
                list_distinct(flatten(list(license_terms.terms)))
            )
    end as terms
from named
left join license_terms on named.license = license_terms.license
group by named.literal, named.licenses;

comment on table license_lists is
'One row per list of licences in models: its licences and their terms';
comment on column license_lists.literal is
'models.licenses, a Python list literal';
comment on column license_lists.licenses is
'Distinct ids in the list, in lower case and in alphabetical order';
comment on column license_lists.terms is
'Terms of all of them (see license_terms), sorted; NULL if unknown';
