-- temp.generations · version 1
--
-- One row per graph (full or nomerges) and model with an edge of it to another:
-- the least number of steps from a model of temp.generation_starts.
--
-- Rules
-- 1. It is NULL where no such model leads to it: on or below a cycle.
--
-- Why having: DuckDB finds a model in what the recursion knows at once, but
-- reads all of that in each step if a condition of `where` comes between.
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
'One row per graph and model with an edge of it: steps from a first model';
comment on column temp.generations.graph is
'full or nomerges';
comment on column temp.generations.position is
'models.position of the model';
comment on column temp.generations.generation is
'Least steps from a model of temp.generation_starts, which are 0; NULL if none leads to it';
