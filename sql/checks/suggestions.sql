-- checks.suggestions · version 1
--
-- One row per absent parent whose status and suggested id do not agree.
--
-- Rules
-- 1. A suggestion is the id of a model, for a parent that is not a model
--    itself.
-- 2. For wrong_case, the suggested id differs from the parent in case only.
-- 3. For renamed, renames lead from the parent to the suggested id, over ids
--    that are not models' and of which all records tell the same new one.
-- 4. A text has the same status and suggested id wherever it is absent.
create schema if not exists checks;

create or replace view checks.suggestions as
with recursive
agreed as (
    select
        old_id,
        new_id
    from main.renames
    where is_agreed and old_id not in (select model_id from main.models)
),

led as (
    select
        old_id,
        new_id
    from agreed
    union
    select
        led.old_id,
        agreed.new_id
    from led
    inner join agreed on led.new_id = agreed.old_id
),

texts as (
    select
        parent_id,
        suggested_id,
        status,
        count(*) over (partition by parent_id) as kinds
    from main.parents
    where status not in ('in_graph', 'self_loop', 'unknown_type', 'repeat')
    group by parent_id, suggested_id, status
)

select
    texts.parent_id,
    texts.status,
    texts.suggested_id
from texts
left join main.models on texts.suggested_id = models.model_id
left join led
    on texts.parent_id = led.old_id and texts.suggested_id = led.new_id
where
    texts.kinds > 1
    or (texts.suggested_id is not null and models.model_id is null)
    or (texts.status = 'renamed' and led.old_id is null)
    or (
        texts.status = 'wrong_case'
        and (
            texts.suggested_id is null
            or texts.suggested_id = texts.parent_id
            or lower(texts.suggested_id) <> lower(texts.parent_id)
        )
    )
union all
select
    parent_id,
    cast(status as varchar) as status,
    suggested_id
from main.parents
where
    suggested_id is not null
    and status in ('in_graph', 'self_loop', 'unknown_type');

comment on view checks.suggestions is
'Each id that is suggested for an absent parent is that of a model';
comment on column checks.suggestions.parent_id is
'parents.parent_id';
comment on column checks.suggestions.status is
'parents.status';
comment on column checks.suggestions.suggested_id is
'parents.suggested_id';
