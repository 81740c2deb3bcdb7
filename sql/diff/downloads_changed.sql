-- diff.downloads_changed · version 1
--
-- One row per model that both builds have, but with other downloads.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. A model is known
--    by its id.
-- 2. The change is the new value less the old one. Where one of them is
--    missing it is NULL, and the model is here all the same; where both are,
--    nothing has changed.
-- 3. The largest changes stand first, up or down, and the unknown ones last;
--    then by id.
--
-- Why a change is no count of what was downloaded between the two: each value
-- is that of the 30 days before its snapshot.
create schema if not exists diff;

create or replace view diff.downloads_changed as
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

comment on view diff.downloads_changed is
'One row per model of both builds with other downloads, the largest first';
comment on column diff.downloads_changed.model_id is
'Id of the model';
comment on column diff.downloads_changed.old_downloads is
'downloads in the old build; NULL where missing';
comment on column diff.downloads_changed.new_downloads is
'downloads in the new build; NULL where missing';
comment on column diff.downloads_changed.change_in_downloads is
'New downloads less old; NULL where either is missing';
