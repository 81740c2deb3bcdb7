-- license_screen(ids) · version 2
--
-- One row per id that is asked for, in that order: whether the licences of its
-- model are in conflict with those that it was made under. All models are asked
-- for if ids is NULL.
--
-- Rules
-- 1. verdict is that of its findings (see license_verdict and
--    license_findings), and reason that of the worst, the nearest first.
-- 2. ancestors counts models; what is missing is not counted.
-- 3. renames_followed are those of the id that is asked for, and those along
--    edges in a build that follows renames.
-- It is a screen, not legal advice: it goes by the ids of licences, not by
-- their wording.
create or replace macro license_screen(ids) as table
    with
    findings as materialized (
        from license_findings(ids)
    ),

    followed as (
        select
            findings.place,
            parents.parent_id as old_id,
            parents.suggested_id as new_id
        from findings
        inner join parents on findings.position = parents.child_position
        where
            parents.status = 'renamed'
            and parents.parent_position is not null
        union
        select
            place,
            asked_id as old_id,
            found_id as new_id
        from findings
        where is_renamed
    ),

    renames as (
        select
            place,
            list(concat(old_id, ' is now ', new_id) order by old_id, new_id)
                as followed
        from followed
        group by place
    ),

    screened as (
        select
            place,
            any_value(asked_id) as asked,
            any_value(found_id) as found,
            any_value(licenses) filter (where steps = 0) as licenses,
            any_value(license_name) filter (where steps = 0) as license_name,
            any_value(license_link) filter (where steps = 0) as license_link,
            license_verdict(finding) as verdict,
            list(
                reason
                order by
                    finding = 'conflict' desc,
                    steps asc,
                    position asc,
                    model_id asc
            ) filter (where reason is not null) as reasons,
            count(*) filter (where steps > 0 and status is null) as ancestors,
            list(
                concat(name, ': ', array_to_string(terms, ', '))
                order by steps, position
            ) filter (where steps > 0 and len(terms) > 0) as terms_above,
            list(
                concat(name, ': ', license_text)
                order by steps, position
            ) filter (
                where steps > 0
                and status is null
                and (len(licenses) = 0 or terms is null)
            ) as unknown_above,
            list(name order by steps, model_id) filter (
                where finding = 'missing'
            ) as missing_above
        from findings
        group by place
    )

    select
        screened.place,
        screened.asked,
        screened.found,
        screened.licenses,
        screened.license_name,
        screened.license_link,
        screened.verdict,
        case
            when len(screened.reasons) > 1
                then concat(reasons[1], '; and ', len(reasons) - 1, ' more')
            when screened.ancestors = 0
                then coalesce(screened.reasons[1], 'it has no parents')
            else
                coalesce(reasons[1], 'it states all terms of its ancestors')
        end as reason,
        screened.ancestors,
        coalesce(screened.terms_above, []) as terms_above,
        coalesce(screened.unknown_above, []) as unknown_above,
        coalesce(screened.missing_above, []) as missing_above,
        coalesce(renames.followed, []) as renames_followed
    from screened
    left join renames on screened.place = renames.place
    order by screened.place;

comment on macro table license_screen is -- noqa: PRS
'One row per id asked for: are its licences in conflict with those above it?';
