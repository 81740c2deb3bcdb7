-- diff.models_come · version 1
--
-- One row per model that is in the new build but not in the old one.
--
-- Rules
-- 1. The two builds are attached: attach 'a.duckdb' as old_build (read_only);
--    and another as new_build. Models are matched by id, including case and
--    white space: a renamed model is in models_gone and, under its new id,
--    here.
-- 2. The values are those of the new build.
-- 3. The models with the most likes come first and those with unknown likes
--    last; then by id.
--
-- Why by likes: downloads cover only 30 days, and the order of the source is
-- the one in which the Hub happened to list the models.
create schema if not exists diff;

create or replace table diff.models_come as
select
    models.model_id,
    models.likes,
    models.downloads,
    models.pipeline_tag,
    models.library_name,
    models.created_at
from new_build.main.models
anti join old_build.main.models as others
    on models.model_id = others.model_id
order by models.likes desc nulls last, models.model_id asc;

comment on table diff.models_come is
'One row per model that is only in the new build, the most liked first';
comment on column diff.models_come.model_id is
'Id of the model';
comment on column diff.models_come.likes is
'Likes in the new build; NULL where missing';
comment on column diff.models_come.downloads is
'Downloads in the new build; NULL where missing';
comment on column diff.models_come.pipeline_tag is
'Task in the new build; NULL where missing';
comment on column diff.models_come.library_name is
'Library in the new build; NULL where missing';
comment on column diff.models_come.created_at is
'When the model was created, in UTC; NULL where missing or malformed';
