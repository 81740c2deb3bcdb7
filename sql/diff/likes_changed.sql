-- diff.likes_changed · version 1
--
-- One row per model in both builds whose likes differ.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id.
-- 2. The change is the new value minus the old one. If one of them is missing,
--    it is NULL, and the model is included; if both are, nothing has changed.
-- 3. The largest changes, up or down, come first and the unknown ones last;
--    then by id.
--
-- Why models with a missing value too: no change is left out.
create schema if not exists diff;

create or replace table diff.likes_changed as
select
    new_models.model_id,
    old_models.likes as old_likes,
    new_models.likes as new_likes,
    new_models.likes - old_models.likes as change_in_likes
from new_build.main.models as new_models
inner join old_build.main.models as old_models
    on new_models.model_id = old_models.model_id
where new_models.likes is distinct from old_models.likes
order by abs(change_in_likes) desc nulls last, new_models.model_id asc;

comment on table diff.likes_changed is
'One row per model in both builds whose likes differ, largest change first';
comment on column diff.likes_changed.model_id is
'Id of the model';
comment on column diff.likes_changed.old_likes is
'Likes in the old build; NULL if missing';
comment on column diff.likes_changed.new_likes is
'Likes in the new build; NULL if missing';
comment on column diff.likes_changed.change_in_likes is
'New likes minus old; NULL if either is missing';
