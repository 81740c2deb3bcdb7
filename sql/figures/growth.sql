-- growth · version 1
--
-- One row per month: the models created in it, and the edges to them from their
-- parents.
--
-- Rules
-- 1. Months are in UTC. Models without a readable creation time are in a row
--    whose month is NULL. A month without models has no row.
-- 2. An edge counts in the month in which its child was created.
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
    cast(date_trunc('month', models.created_at) as date) as month,
    count(*) as models,
    cast(coalesce(sum(parents_counted.edges), 0) as bigint) as edges,
    cast(coalesce(sum(parents_counted.finetune), 0) as bigint) as finetune,
    cast(coalesce(sum(parents_counted.quantized), 0) as bigint) as quantized,
    cast(coalesce(sum(parents_counted.adapter), 0) as bigint) as adapter,
    cast(coalesce(sum(parents_counted.merge), 0) as bigint) as merge,
    cast(coalesce(sum(parents_counted.untyped), 0) as bigint) as untyped
from models
left join parents_counted on models.position = parents_counted.child_position
group by month
order by month asc nulls last;

comment on view growth is
'One row per month: the models created in it, and the edges to them';
comment on column growth.month is
'First day of the month; NULL for models without a readable creation time';
comment on column growth.models is
'Models created in the month';
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
