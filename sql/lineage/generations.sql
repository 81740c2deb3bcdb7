-- temp.generations · version 2
--
-- One row per graph (full or nomerges) and model with an edge in it to or from
-- another model: its generation.
--
-- Rules
-- 1. generation is the shortest distance in edges from a model of
--    temp.generation_starts. It is NULL where no path leads from any of these
--    to the model, which only happens on or below a cycle.
--
-- Why `having`: DuckDB looks up a model directly in the results that the
-- recursion has so far, but reads all of them in each step if a condition in
-- `where` comes between.
create or replace temp table generations as -- noqa: PRS
with recursive
unwalked as (
    select
        graph,
        position,
        0 as generation
    from temp.generation_starts
    union all
    select
        graph,
        parent_position as position,
        null as generation
    from temp.lineage_edges
),

walk (graph, position, generation) using key (graph, position) as (
    select
        graph,
        position,
        min(generation) as generation
    from unwalked
    group by graph, position
    union all
    select
        lineage_edges.graph,
        lineage_edges.child_position as position,
        min(walk.generation) + 1 as generation
    from walk
    inner join temp.lineage_edges
        on
            walk.graph = lineage_edges.graph
            and walk.position = lineage_edges.parent_position
    inner join recurring.walk as known
        on
            lineage_edges.graph = known.graph
            and lineage_edges.child_position = known.position
    where
        walk.generation is not null
        and lineage_edges.leads_on
    group by lineage_edges.graph, lineage_edges.child_position
    having max(known.generation) is null
),

last_steps as (
    select
        lineage_edges.graph,
        lineage_edges.child_position as position,
        min(walk.generation) + 1 as generation
    from temp.lineage_edges
    inner join walk
        on
            lineage_edges.graph = walk.graph
            and lineage_edges.parent_position = walk.position
    where not lineage_edges.leads_on
    group by lineage_edges.graph, lineage_edges.child_position
)

select
    graph,
    position,
    min(generation) as generation
from (
    from walk
    union all
    from last_steps
) as walked
group by graph, position;

comment on table temp.generations is
'One row per graph and model with an edge in it: its generation';
comment on column temp.generations.graph is
'full or nomerges';
comment on column temp.generations.position is
'models.position of the model';
comment on column temp.generations.generation is
'Edges from the nearest of temp.generation_starts, itself 0; NULL if none';
