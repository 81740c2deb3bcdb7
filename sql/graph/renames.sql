-- renames · version 2
--
-- One row per old id of a model and a new one, as records of the Hub tell them:
-- their tags keep the ids of parents as they were typed, and their baseModels
-- has them as they are today. `ecograph fetch --family` also writes the former
-- ids of a model, from which the Hub redirected. Other layouts tell none.
--
-- Rules
-- 1. Each row of the source counts, also where several have the same id.
-- 2. is_agreed is false if records give an old id several new ones.
create or replace table renames as
with
told as (
    select unnest(others[1].renamed) as ids
    from temp.source
    where others[1].renamed is not null
)

select
    ids.old_id,
    ids.new_id,
    count(*) as records,
    count(*) over (partition by ids.old_id) = 1 as is_agreed
from told
group by ids.old_id, ids.new_id
order by ids.old_id, ids.new_id;

comment on table renames is
'One row per old id of a model and a new one, as records of the Hub tell them';
comment on column renames.old_id is
'Id under which tags name a parent, or which the model itself had';
comment on column renames.new_id is
'Id of the same model today';
comment on column renames.records is
'Number of records that say so';
comment on column renames.is_agreed is
'Whether all records that tell a new id of old_id tell this one';
