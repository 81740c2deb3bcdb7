-- diff.tasks_changed · version 1
--
-- One row per model in both builds whose task differs.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. If one of the values is missing, the task has changed; if both are, it has
--    not.
-- 3. The models with the most likes come first and those with unknown likes
--    last; then by id.
create schema if not exists diff;

create or replace table diff.tasks_changed as
select
    new_models.model_id,
    old_models.pipeline_tag as old_pipeline_tag,
    new_models.pipeline_tag as new_pipeline_tag
from new_build.main.models as new_models
inner join old_build.main.models as old_models
    on new_models.model_id = old_models.model_id
where new_models.pipeline_tag is distinct from old_models.pipeline_tag
order by new_models.likes desc nulls last, new_models.model_id asc;

comment on table diff.tasks_changed is
'One row per model in both builds whose task differs, the most liked first';
comment on column diff.tasks_changed.model_id is
'Id of the model';
comment on column diff.tasks_changed.old_pipeline_tag is
'Task in the old build; NULL where missing';
comment on column diff.tasks_changed.new_pipeline_tag is
'Task in the new build; NULL where missing';
