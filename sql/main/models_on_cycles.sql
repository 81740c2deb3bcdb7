-- models_on_cycles · version 1
--
-- One row per model that is its own ancestor by way of other models.
--
-- Rules
-- 1. An edge from a model to itself alone makes no such cycle.
--
-- Why the first two: hardly any edge can be part of a cycle, since its parent
-- must be a child and its child a parent. Asked twice, this leaves few edges to
-- walk along. The walks grow with the square of the longest line of descent.
create or replace view models_on_cycles as
with recursive
once as (
    select
        parent_position,
        child_position
    from edges
    where
        parent_position <> child_position
        and parent_position in (
            select links.child_position
            from edges as links
            where links.parent_position <> links.child_position
        )
        and child_position in (
            select links.parent_position
            from edges as links
            where links.parent_position <> links.child_position
        )
),

twice as (
    select
        parent_position,
        child_position
    from once
    where
        parent_position in (select links.child_position from once as links)
        and child_position in (select links.parent_position from once as links)
),

walks as (
    select
        parent_position as first_position,
        child_position as last_position
    from twice
    union
    select
        walks.first_position,
        twice.child_position as last_position
    from walks
    inner join twice on walks.last_position = twice.parent_position
)

select
    models.position,
    models.model_id
from walks
inner join models on walks.first_position = models.position
where walks.first_position = walks.last_position
order by models.position;

comment on view models_on_cycles is
'One row per model that is its own ancestor by way of other models';
comment on column models_on_cycles.position is
'models.position';
comment on column models_on_cycles.model_id is
'Id of the model';
