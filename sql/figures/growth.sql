-- growth · version 2
--
-- One row per month: the models created in it, and the edges to them from their
-- parents; one more for older models, and one for those of unknown date.
--
-- Rules
-- 1. Months are in UTC. A month without models has no row. Each model counts in
--    one row.
-- 2. Models that may be older than their time of creation (see
--    models.created_at_is_floor) are in the first row: is_floor is true and the
--    month NULL. March 2022 has only those that were created in it.
-- 3. Models without a readable creation time are in the last row: is_floor and
--    the month are NULL.
-- 4. An edge counts in the row of its child.
create or replace view growth as
with
parents_counted as (
    select
        child_position,
        count(*) as edges,
        count(*) filter (where edge_type = 'finetune') as finetune,
        count(*) filter (where edge_type = 'quantized') as quantized,
        count(*) filter (where edge_type = 'adapter') as adapter,
        count(*) filter (where edge_type = 'merge') as merge,
        count(*) filter (where edge_type is null) as untyped
    from edges
    group by child_position
)

select
    case
        when not models.created_at_is_floor
            then cast(date_trunc('month', models.created_at) as date)
    end as month,
    models.created_at_is_floor as is_floor,
    count(*) as models,
    cast(coalesce(sum(parents_counted.edges), 0) as bigint) as edges,
    cast(coalesce(sum(parents_counted.finetune), 0) as bigint) as finetune,
    cast(coalesce(sum(parents_counted.quantized), 0) as bigint) as quantized,
    cast(coalesce(sum(parents_counted.adapter), 0) as bigint) as adapter,
    cast(coalesce(sum(parents_counted.merge), 0) as bigint) as merge,
    cast(coalesce(sum(parents_counted.untyped), 0) as bigint) as untyped
from models
left join parents_counted on models.position = parents_counted.child_position
group by month, is_floor
order by is_floor desc nulls last, month asc;

comment on view growth is
'One row per month, older models apart: the models created, the edges to them';
comment on column growth.month is
'First day of the month; NULL for older models and those of unknown date';
comment on column growth.is_floor is
'Whether they are from before the months, their date a placeholder';
comment on column growth.models is
'Models created then';
comment on column growth.edges is
'Edges to these models from their parents';
comment on column growth.finetune is
'Edges of type finetune';
comment on column growth.quantized is
'Edges of type quantized';
comment on column growth.adapter is
'Edges of type adapter';
comment on column growth.merge is
'Edges of type merge';
comment on column growth.untyped is
'Edges without a type (edge_type is NULL)';
