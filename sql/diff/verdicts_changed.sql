-- diff.verdicts_changed · version 1
--
-- One row per model in both builds whose verdict on its licences differs.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. The verdicts are those that each build has in license_verdicts: conflict
--    is worse than unknown, and unknown worse than ok. A verdict that is the
--    same for other reasons has not changed. They are a screen, not legal
--    advice.
-- 3. became is the new verdict if it is the worse one, else better.
-- 4. Those that became conflict come first, then unknown, then better; of each,
--    the models with the most likes, and those with unknown likes last; then by
--    id.
--
-- Why a model that names what it named can be here: its verdict also depends on
-- its ancestors, and on what its build knows of terms.
create schema if not exists diff;

create or replace table diff.verdicts_changed as
select
    new_verdicts.model_id,
    old_verdicts.verdict as old_verdict,
    new_verdicts.verdict as new_verdict,
    case
        when new_verdicts.verdict = 'conflict' then 'conflict'
        when old_verdicts.verdict = 'ok' then 'unknown'
        else 'better'
    end as became
from new_build.main.license_verdicts as new_verdicts
inner join old_build.main.license_verdicts as old_verdicts
    on new_verdicts.model_id = old_verdicts.model_id
inner join new_build.main.models
    on new_verdicts.position = models.position
where new_verdicts.verdict <> old_verdicts.verdict
order by
    list_position(['conflict', 'unknown', 'better'], became),
    models.likes desc nulls last,
    new_verdicts.model_id asc;

comment on table diff.verdicts_changed is
'One row per model whose verdict differs, now worse first; not legal advice';
comment on column diff.verdicts_changed.model_id is
'Id of the model';
comment on column diff.verdicts_changed.old_verdict is
'Verdict in the old build: conflict, unknown or ok';
comment on column diff.verdicts_changed.new_verdict is
'Verdict in the new build: conflict, unknown or ok';
comment on column diff.verdicts_changed.became is
'conflict or unknown if it was better before; else better';
