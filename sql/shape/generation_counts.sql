-- generation_counts · version 1
--
-- One row per graph and generation: how many models are that deep.
--
-- Rules
-- 1. Generations are those of lineage for the graph full, and of family_members
--    for nomerges: the distance in edges from the nearest model without
--    parents. It is not counted in the graph finetune.
-- 2. Models without an edge in the graph are not in it. Models that no path
--    reaches, on or below a cycle, are in the last row, without a generation.
create or replace view generation_counts as
with
placed as (
    select
        'full' as graph,
        generation
    from lineage
    union all
    select
        'nomerges' as graph,
        generation
    from family_members
)

select
    graph,
    generation,
    count(*) as models,
    count(*) / sum(count(*)) over (partition by graph) as share
from placed
group by graph, generation
order by graph asc, generation asc nulls last;

comment on view generation_counts is
'One row per graph and generation: how many models are that deep';
comment on column generation_counts.graph is
'full or nomerges';
comment on column generation_counts.generation is
'Edges from the nearest model without parents; NULL if no path leads there';
comment on column generation_counts.models is
'Models of that generation';
comment on column generation_counts.share is
'Their share of the models with an edge in the graph';
