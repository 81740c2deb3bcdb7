-- models_on_cycles · version 1
--
-- One row per model that is its own ancestor through other models.
--
-- Rules
-- 1. An edge from a model to itself does not count as a cycle.
-- 2. If the core of the graph (see temp.core_edges) has more than 5,000 edges,
--    all models in it are listed, including those between two cycles.
--
-- Why rule 2: the number of walks from each model to all that it leads to grows
-- with the square of the core. The Hub's core has a few edges; a core of
-- 100,000, which anybody may put into a table, would take hours.
create or replace table models_on_cycles as
with recursive
core as (
    select count(*) as edges
    from temp.core_edges
),

walked_edges as (
    select
        core_edges.parent_position,
        core_edges.child_position
    from temp.core_edges
    cross join core
    where core.edges <= 5000
),

walks as (
    select
        parent_position as first_position,
        child_position as last_position
    from walked_edges
    union
    select
        walks.first_position,
        walked_edges.child_position as last_position
    from walks
    inner join walked_edges
        on walks.last_position = walked_edges.parent_position
),

listed as (
    select first_position as position
    from walks
    where first_position = last_position
    union
    select core_edges.parent_position as position
    from temp.core_edges
    cross join core
    where core.edges > 5000
)

select
    models.position,
    models.model_id
from listed
inner join models on listed.position = models.position
order by models.position;

comment on table models_on_cycles is
'One row per model that is its own ancestor through other models';
comment on column models_on_cycles.position is
'models.position of the model';
comment on column models_on_cycles.model_id is
'Id of the model';
