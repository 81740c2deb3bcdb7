-- report.license_changes · version 1
--
-- One row per word for what becomes of a licence along an edge: how many edges
-- it is said of, by their type.
--
-- Rules
-- 1. The words are those of license_change. They are a screen, not legal
--    advice: they go by the ids that people gave, not by the wording of a
--    licence.
create schema if not exists report;

create or replace view report.license_changes as
select
    drift,
    count(*) as edges,
    count(*) / sum(count(*)) over () as share,
    count(*) filter (where edge_type = 'finetune') as finetune,
    count(*) filter (where edge_type = 'quantized') as quantized,
    count(*) filter (where edge_type = 'adapter') as adapter,
    count(*) filter (where edge_type = 'merge') as merge,
    count(*) filter (where edge_type is null) as untyped
from license_drift
group by drift
order by edges desc, drift asc;

comment on view report.license_changes is
'One row per word for what becomes of a licence along an edge';
comment on column report.license_changes.drift is
'none, added, dropped, kept, unknown, loosened, tightened or changed';
comment on column report.license_changes.edges is
'Edges that it is said of';
comment on column report.license_changes.share is
'That as a fraction of all edges';
comment on column report.license_changes.finetune is
'Those of them whose edge_type is finetune';
comment on column report.license_changes.quantized is
'Those of them whose edge_type is quantized';
comment on column report.license_changes.adapter is
'Those of them whose edge_type is adapter';
comment on column report.license_changes.merge is
'Those of them whose edge_type is merge';
comment on column report.license_changes.untyped is
'Those of them whose edge_type is NULL';
