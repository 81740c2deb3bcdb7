-- current_ids · version 1
--
-- One row per former id of a model, and the id that it has now.
--
-- Rules
-- 1. All records that tell a new id of a former one tell the same (see
--    renames).
-- 2. A new id that is not a model's may be a former id, too: what it is called
--    now counts, after any number of renames.
create or replace table current_ids as
with recursive
steps as (
    select
        renames.old_id,
        renames.new_id,
        models.model_id
    from renames
    left join models on renames.new_id = models.model_id
    where renames.is_agreed
),

followed as (
    select
        old_id,
        new_id,
        model_id
    from steps
    union
    select
        followed.old_id,
        steps.new_id,
        steps.model_id
    from followed
    inner join steps on followed.new_id = steps.old_id
    where followed.model_id is null
)

select
    old_id,
    model_id
from followed
where model_id is not null
order by old_id;

comment on table current_ids is
'One row per former id of a model, and the id that it has now';
comment on column current_ids.old_id is
'The former id';
comment on column current_ids.model_id is
'models.model_id';
