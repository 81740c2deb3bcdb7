-- license_conflicts(id) · version 1
--
-- One row per ancestor of a model that asks for what the model's licences do
-- not say, the nearest first.
--
-- Rules
-- 1. Ancestors are those by edges of any type (see ancestors), and each counts
--    by what it asks itself, even if a model between them has dropped it.
-- 2. drift is loosened, where the model names licences that lack a term of the
--    ancestor's; dropped, where it names none; unknown, where the ancestor asks
--    for something and the model's own terms are not known (see license_lists).
-- 3. An ancestor that asks for nothing, or whose terms are not known, or whose
--    licences are the model's own, is no conflict.
create or replace macro license_conflicts(id) as table
    with
    own as (
        select
            coalesce(license_lists.licenses, []) as licenses,
            case
                when license_lists.literal is null then []
                else license_lists.terms
            end as terms
        from models
        left join license_lists on models.licenses = license_lists.literal
        where models.model_id = cast(id as varchar)
    )

    select
        above.model_id,
        above.steps,
        license_lists.licenses,
        license_lists.terms,
        dropped_terms(license_lists.terms, own.terms) as dropped_terms,
        license_change(
            license_lists.licenses,
            license_lists.terms,
            own.licenses,
            own.terms
        ) as drift,
        above.position
    from ancestors(id) as above
    cross join own
    inner join models on above.position = models.position
    inner join license_lists on models.licenses = license_lists.literal
    where
        len(license_lists.terms) > 0
        and drift in ('loosened', 'dropped', 'unknown')
    order by above.steps, above.position;

comment on macro table license_conflicts is -- noqa: PRS
'One row per ancestor that asks for what the licences of a model do not say';
