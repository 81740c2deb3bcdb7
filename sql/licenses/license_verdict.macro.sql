-- license_verdict(finding) · version 1
--
-- One verdict on a model, an aggregate of its findings (see license_findings).
--
-- Rules, of which the first that applies gives the verdict
-- 1. not found: there is no model of this id.
-- 2. conflict: a finding is one.
-- 3. unknown: a licence is unknown, or a parent missing, of the model or above.
-- 4. ok: the lineage is known as a whole, and the model states all its terms.
create or replace macro license_verdict(finding) as case
    when bool_or(finding = 'not found') then 'not found'
    when bool_or(finding = 'conflict') then 'conflict'
    when bool_or(finding in ('unknown', 'missing')) then 'unknown'
    else 'ok'
end;

comment on macro license_verdict is -- noqa: PRS
'The verdict on a model, an aggregate of its findings';
