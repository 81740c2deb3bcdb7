-- diff.models_come · version 1
--
-- One row per model that the new build has and the old one has not.
--
-- Rules
-- 1. The two builds are attached: attach 'a.duckdb' as old_build (read_only);
--    and another as new_build. A model is known by its id, to which case and
--    white space count: one that was renamed has gone and come.
-- 2. The values are those of the new build.
-- 3. The most liked stand first, those of unknown likes last; then by id.
--
-- Why by likes: downloads are those of 30 days alone, and the place in the
-- source is what the Hub happened to list first.
create schema if not exists diff;

create or replace view diff.models_come as
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

comment on view diff.models_come is
'One row per model that the new build alone has, the most liked first';
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
