-- lineage · version 1
--
-- One row per model with an edge in the full graph: its place in the graph.
--
-- Rules
-- 1. A model is not its own parent, child or descendant, even if it has an edge
--    to itself.
-- 2. generation is the shortest distance in edges from a model without parents.
--    It is NULL where no path leads from any of these to the model, which only
--    happens on or below a cycle.
-- 3. descendants is NULL where there are too many to count, which takes a graph
--    very different from the Hub's: see temp.descendant_counts. The macro
--    descendants lists them even then.
create or replace table lineage as
with
ends as (
    select
        child_position as position,
        parent_position <> child_position as has_parent,
        false as has_child
    from edges
    union all
    select
        parent_position as position,
        false as has_parent,
        parent_position <> child_position as has_child
    from edges
),

counted as (
    select
        position,
        count(*) filter (where has_parent) as parents,
        count(*) filter (where has_child) as children
    from ends
    group by position
)

select
    models.model_id,
    counted.parents,
    counted.children,
    case
        when descendant_counts.position is null then 0
        else descendant_counts.descendants
    end as descendants,
    case
        when counted.parents > 0 then generations.generation
        else 0
    end as generation,
    counted.position
from counted
inner join models on counted.position = models.position
left join temp.generations
    on
        counted.position = generations.position
        and generations.graph = 'full'
left join temp.descendant_counts
    on
        counted.position = descendant_counts.position
        and descendant_counts.graph = 'full'
order by counted.position;

comment on table lineage is
'One row per model with an edge in the full graph: its place in the graph';
comment on column lineage.model_id is
'Id of the model';
comment on column lineage.parents is
'Number of models that it is directly derived from';
comment on column lineage.children is
'Number of models directly derived from it';
comment on column lineage.descendants is
'Number of descendants, direct or through others; NULL if too many to count';
comment on column lineage.generation is
'Shortest distance in edges from a model without parents; NULL if unreachable';
comment on column lineage.position is
'models.position of the model';
