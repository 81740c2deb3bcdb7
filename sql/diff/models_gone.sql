-- diff.models_gone · version 1
--
-- One row per model that the old build has and the new one has not.
--
-- Rules
-- 1. The two builds are attached: attach 'a.duckdb' as old_build (read_only);
--    and another as new_build. A model is known by its id, to which case and
--    white space count: one that was renamed has gone and come.
-- 2. The values are those of the old build.
-- 3. The most liked stand first, those of unknown likes last; then by id.
--
-- Why by likes: downloads are those of 30 days alone, and the place in the
-- source is what the Hub happened to list first.
create schema if not exists diff;

create or replace view diff.models_gone as
select
    models.model_id,
    models.likes,
    models.downloads,
    models.pipeline_tag,
    models.library_name,
    models.created_at
from old_build.main.models
anti join new_build.main.models as others
    on models.model_id = others.model_id
order by models.likes desc nulls last, models.model_id asc;

comment on view diff.models_gone is
'One row per model that the old build alone has, the most liked first';
comment on column diff.models_gone.model_id is
'Id of the model';
comment on column diff.models_gone.likes is
'Likes in the old build; NULL where missing';
comment on column diff.models_gone.downloads is
'Downloads in the old build; NULL where missing';
comment on column diff.models_gone.pipeline_tag is
'Task in the old build; NULL where missing';
comment on column diff.models_gone.library_name is
'Library in the old build; NULL where missing';
comment on column diff.models_gone.created_at is
'When the model was created, in UTC; NULL where missing or malformed';
