-- license_conflicts(id) · version 2
--
-- One row per reason for which a model's licences may be in conflict with those
-- that it was made under: ancestors with terms that it does not state first,
-- then what is unknown, the nearest first.
--
-- Rules
-- 1. The rows are the findings that are not ok (see license_findings). So a
--    model without a row has a lineage that is known as a whole, whose terms it
--    states.
-- 2. An id that is no model's has one row that says so.
-- 3. drift is that from the ancestor's licences to the model's (see
--    license_change); NULL where there is no ancestor.
create or replace macro license_conflicts(id) as table
    select
        findings.model_id,
        findings.steps,
        findings.licenses,
        findings.terms,
        findings.dropped_terms,
        case
            when findings.steps > 0 and findings.status is null
                then license_change(
                    findings.licenses,
                    findings.terms,
                    findings.own_licenses,
                    findings.own_terms
                )
        end as drift,
        findings.position,
        findings.finding,
        findings.reason,
        findings.status,
        findings.suggested_id
    from license_findings([cast(id as varchar)]) as findings
    where findings.finding <> 'ok'
    order by
        findings.finding = 'conflict' desc,
        findings.steps asc,
        findings.position asc,
        findings.model_id asc;

comment on macro table license_conflicts is -- noqa: PRS
'One row per reason why licences of a model and its ancestors may conflict';
