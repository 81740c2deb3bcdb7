-- license_verdicts · version 1
--
-- One row per model: whether its licences are in conflict with those that it
-- was made under.
--
-- Rules
-- 1. verdict is that of license_verdict: conflict, unknown or ok.
-- 2. For a few models, ask license_screen, which also says why.
-- It is a screen, not legal advice.
--
-- Why a view: it takes seconds for two million models, and few ask for all.
create or replace view license_verdicts as
select
    place as position,
    any_value(found_id) as model_id,
    license_verdict(finding) as verdict
from license_findings(null)
group by place;

comment on view license_verdicts is
'One row per model: are its licences in conflict with those above it?';
comment on column license_verdicts.position is
'models.position';
comment on column license_verdicts.model_id is
'models.model_id';
comment on column license_verdicts.verdict is
'conflict, unknown or ok';
