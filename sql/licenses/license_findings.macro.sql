-- license_findings(ids) · version 2
--
-- One row per id that is asked for and model or missing parent of its lineage
-- (see asked_lineages): its licences, and what they mean for the model that is
-- asked for. All models are asked for if ids is NULL.
--
-- Rules
-- 1. Each ancestor is compared with the model on its own terms, even if a model
--    in between has dropped them. dropped_terms are those that the model's
--    licences do not state: all, if it names none; NULL if those of either are
--    unknown.
-- 2. finding is the first of these that applies; reason says it in a clause
--    not found  there is no model of this id, and model_id is the id as asked
--    missing    a parent of the model or of an ancestor is not known
--    conflict   the ancestor has terms that the model does not state, or it
--               forbids derivatives, whatever the model states
--    unknown    the model or the ancestor names no licence, or one of unknown
--               terms (see model_licenses)
--    ok         otherwise
-- It is a screen, not legal advice.
create or replace macro license_findings(ids) as table
    with
    licensed as (
        select
            lineage.*,
            own.model_id as found_id,
            own.licenses as own_licenses,
            own.terms as own_terms,
            coalesce(
                found.model_id, lineage.missing_id, lineage.asked_id
            ) as model_id,
            found.licenses,
            found.license_name,
            found.license_link,
            found.terms,
            case
                when lineage.steps > 0
                    then dropped_terms(found.terms, own.terms)
            end as dropped_terms
        from asked_lineages(ids) as lineage
        left join model_licenses as found on lineage.position = found.position
        left join model_licenses as own
            on lineage.asked_position = own.position
    )

    select
        place,
        asked_id,
        found_id,
        is_renamed,
        steps,
        model_id,
        position,
        status,
        suggested_id,
        licenses,
        license_name,
        license_link,
        terms,
        dropped_terms,
        case
            when found_id is null then 'not found'
            when status is not null then 'missing'
            when len(dropped_terms) > 0 then 'conflict'
            when steps > 0 and list_contains(terms, 'no derivatives')
                then 'conflict'
            when len(licenses) = 0 or terms is null then 'unknown'
            when own_terms is null and len(terms) > 0 then 'unknown'
            else 'ok'
        end as finding,
        lineage_name(model_id, steps, status, suggested_id) as name,
        license_text(licenses, license_name, license_link) as license_text,
        finding_reason(
            finding, name, status, licenses, license_text, terms,
            dropped_terms, own_licenses
        ) as reason,
        own_licenses,
        own_terms
    from licensed;

comment on macro table license_findings is -- noqa: PRS
'One row per id asked for and model of its lineage: what its licences mean';
