-- diff.downloads_changed · version 1
--
-- One row per model in both builds whose downloads differ.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. The change is the new value minus the old one. If one of them is missing,
--    it is NULL, and the model is included; if both are, nothing has changed.
-- 3. The largest changes, up or down, come first and the unknown ones last;
--    then by id.
--
-- Why a change is not the number of downloads between the two: each value is
-- that of the 30 days before its snapshot.
create schema if not exists diff;

create or replace table diff.downloads_changed as
select
    new_models.model_id,
    old_models.downloads as old_downloads,
    new_models.downloads as new_downloads,
    new_models.downloads - old_models.downloads as change_in_downloads
from new_build.main.models as new_models
inner join old_build.main.models as old_models
    on new_models.model_id = old_models.model_id
where new_models.downloads is distinct from old_models.downloads
order by abs(change_in_downloads) desc nulls last, new_models.model_id asc;

comment on table diff.downloads_changed is
'One row per model in both builds whose downloads differ, largest change first';
comment on column diff.downloads_changed.model_id is
'Id of the model';
comment on column diff.downloads_changed.old_downloads is
'Downloads in the old build; NULL if missing';
comment on column diff.downloads_changed.new_downloads is
'Downloads in the new build; NULL if missing';
comment on column diff.downloads_changed.change_in_downloads is
'New downloads minus old; NULL if either is missing';
