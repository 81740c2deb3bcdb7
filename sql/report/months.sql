-- report.months · version 1
--
-- One row per month: the models created in it, all models until then, and the
-- edges that lead to its models.
--
-- Rules
-- 1. Months are those of UTC, as in growth. Models without a readable time of
--    creation are in the last row, whose month is NULL; they are in no sum.
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
'One row per month: its models, all models until then, and its edges';
comment on column report.months.month is
'First day of the month; NULL for models without a time of creation';
comment on column report.months.models is
'Models created in it';
comment on column report.months.models_so_far is
'Models created in it or before';
comment on column report.months.edges is
'Edges that lead to its models';
comment on column report.months.finetune is
'Those of the edges whose edge_type is finetune';
comment on column report.months.quantized is
'Those of the edges whose edge_type is quantized';
comment on column report.months.adapter is
'Those of the edges whose edge_type is adapter';
comment on column report.months.merge is
'Those of the edges whose edge_type is merge';
comment on column report.months.untyped is
'Those of the edges whose edge_type is NULL';
