-- report.months · version 1
--
-- One row per month: the models created in it, the models created so far, and
-- the edges to its models from their parents.
--
-- Rules
-- 1. Months are in UTC, as in growth. Models without a readable creation time
--    are in the last row, whose month is NULL; they are not in any running
--    total.
create schema if not exists report;

create or replace view report.months as
select
    month,
    models,
    case
        when month is not null
            then cast(sum(models) over (order by month nulls last) as bigint)
    end as models_so_far,
    edges,
    finetune,
    quantized,
    adapter,
    merge,
    untyped
from growth
order by month asc nulls last;

comment on view report.months is
'One row per month: its models, the models created so far, and its edges';
comment on column report.months.month is
'First day of the month; NULL for models without a readable creation time';
comment on column report.months.models is
'Models created in the month';
comment on column report.months.models_so_far is
'Models created in the month or before; NULL if month is NULL';
comment on column report.months.edges is
'Edges to the month''s models from their parents';
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
