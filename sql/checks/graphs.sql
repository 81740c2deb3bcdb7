-- checks.graphs · version 1
--
-- One row per graph that does not have the number of edges that it should have.
--
-- Rules
-- 1. full has all edges, finetune those of type finetune, and nomerges all
--    except those of type merge.
create schema if not exists checks;

create or replace view checks.graphs as
with
wanted as (
    select
        count(*) as edges_full,
        count(*) filter (where edge_type = 'finetune') as edges_finetune,
        count(*) - count(*) filter (where edge_type = 'merge')
            as edges_nomerges
    from main.edges
),

graphs as (
    select
        'full' as graph,
        (select edges_full from wanted) as wanted,
        (select count(*) from main.edge_deltas) as found
    union all
    select
        'finetune' as graph,
        (select edges_finetune from wanted) as wanted,
        (select count(*) from main.finetune_edges) as found
    union all
    select
        'nomerges' as graph,
        (select edges_nomerges from wanted) as wanted,
        (select count(*) from main.nomerges_edges) as found
)

select
    graph,
    wanted,
    found
from graphs
where wanted <> found;

comment on view checks.graphs is
'Each graph has all its edges';
comment on column checks.graphs.graph is
'full, finetune or nomerges';
comment on column checks.graphs.wanted is
'Edges that it should have';
comment on column checks.graphs.found is
'Rows in the relation of its edges';
