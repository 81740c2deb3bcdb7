-- report.verdicts · version 1
--
-- One row per verdict on the licences of models: how many have it.
--
-- Rules
-- 1. The rules are those of license_verdicts. It is a screen, not legal advice.
create schema if not exists report;

create or replace view report.verdicts as
select
    verdict,
    count(*) as models,
    count(*) / sum(count(*)) over () as share
from license_verdicts
group by verdict
order by models desc, verdict asc;

comment on view report.verdicts is
'One row per verdict on the licences of models: how many have it';
comment on column report.verdicts.verdict is
'conflict, unknown or ok: see license_verdict';
comment on column report.verdicts.models is
'Number of models';
comment on column report.verdicts.share is
'Fraction of all models';
