-- report.license_changes · version 2
--
-- One row per kind of licence change along an edge: the number of edges, in
-- total and by type.
--
-- Rules
-- 1. The kinds are those of license_change. They are a screen, not legal
--    advice: they are based on the licence ids that people gave, not on the
--    wording of a licence.
-- 2. Shares are of the edges whose parent names a licence, as only there is one
--    to keep, loosen or drop.
create schema if not exists report;

create or replace view report.license_changes as
select
    drift,
    count(*) as edges,
    case
        when drift not in ('none', 'added')
            then count(*) / sum(count(*)) filter (
                where drift not in ('none', 'added')
            ) over ()
    end as share,
    count(*) filter (where edge_type = 'finetune') as finetune,
    count(*) filter (where edge_type = 'quantized') as quantized,
    count(*) filter (where edge_type = 'adapter') as adapter,
    count(*) filter (where edge_type = 'merge') as merge,
    count(*) filter (where edge_type is null) as untyped
from license_drift
group by drift
order by edges desc, drift asc;

comment on view report.license_changes is
'One row per kind of licence change along an edge: the number of edges';
comment on column report.license_changes.drift is
'none, added, dropped, kept, unknown, loosened, tightened or changed';
comment on column report.license_changes.edges is
'Number of edges';
comment on column report.license_changes.share is
'Fraction of the edges whose parent names a licence; NULL for none, added';
comment on column report.license_changes.finetune is
'Edges of type finetune';
comment on column report.license_changes.quantized is
'Edges of type quantized';
comment on column report.license_changes.adapter is
'Edges of type adapter';
comment on column report.license_changes.merge is
'Edges of type merge';
comment on column report.license_changes.untyped is
'Edges without a type (edge_type is NULL)';
