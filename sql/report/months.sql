-- report.months · version 2
--
-- One row per month: the models created in it, the models created so far, and
-- the edges to its models from their parents.
--
-- Rules
-- 1. Months are in UTC, as in growth. Models from before the Hub kept times of
--    creation are in the first row, where is_floor is true and the month NULL;
--    they are in every running total.
-- 2. Models without a readable creation time are in the last row, where
--    is_floor is NULL; they are not in any running total.
create schema if not exists report;

create or replace view report.months as
select
    month,
    is_floor,
    models,
    case
        when is_floor is not null
            then cast(
                sum(models) over (order by is_floor desc nulls last, month asc)
                as bigint
            )
    end as models_so_far,
    edges,
    finetune,
    quantized,
    adapter,
    merge,
    untyped
from growth
order by is_floor desc nulls last, month asc;

comment on view report.months is
'One row per month: its models, the models created so far, and its edges';
comment on column report.months.month is
'First day of the month; NULL for older models and those of unknown date';
comment on column report.months.is_floor is
'Whether they are from before the months, their date a placeholder';
comment on column report.months.models is
'Models created then';
comment on column report.months.models_so_far is
'Models created then or before; NULL for those of unknown date';
comment on column report.months.edges is
'Edges to these models from their parents';
comment on column report.months.finetune is
'Edges of type finetune';
comment on column report.months.quantized is
'Edges of type quantized';
comment on column report.months.adapter is
'Edges of type adapter';
comment on column report.months.merge is
'Edges of type merge';
comment on column report.months.untyped is
'Edges without a type (edge_type is NULL)';
