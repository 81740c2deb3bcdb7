-- license_conflicts(id) · version 1
--
-- One row per ancestor of a model with terms that the model's licences do not
-- state, the nearest first.
--
-- Rules
-- 1. Ancestors are found along edges of any type (see ancestors). Each is
--    compared with the model on its own terms, even if a model in between has
--    dropped them.
-- 2. drift is loosened if the model names licences that lack a term of the
--    ancestor's; dropped if it names none; unknown if the ancestor has terms
--    but the model's own are unknown (see license_lists).
-- 3. An ancestor is not a conflict if it has no terms, if its terms are
--    unknown, or if its licences are the same as the model's.
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
'One row per ancestor with terms that the licences of the model do not state';
