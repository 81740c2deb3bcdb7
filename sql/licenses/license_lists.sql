-- license_lists · version 1
--
-- One row per list of licences that a model has: its licences and their terms.
--
-- Rules
-- 1. Licences are ids in lower case, as the Hub writes them. One counts once,
--    however often the list has it, and None is no licence.
-- 2. The terms of several licences are those of all of them: a model whose
--    licences are of its parts, or at choice, is taken by the strictest.
-- 3. Where one licence has no known terms, the list has none (NULL).
--
-- Why by lists: a million models share a few lists, which are read and judged
-- once.
create or replace view license_lists as
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

comment on view license_lists is
'One row per list of licences that a model has: its licences and their terms';
comment on column license_lists.literal is
'models.licenses, a Python list literal';
comment on column license_lists.licenses is
'The different ids that it names, in lower case and in order';
comment on column license_lists.terms is
'The terms of all of them (see license_terms), in order; NULL where not known';
