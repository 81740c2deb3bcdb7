-- temp.components · version 1
--
-- One row per model with an edge in nomerges to or from another model: its
-- weakly connected component.
--
-- Rules
-- 1. A model belongs to the component of the model that it moves to (see
--    temp.component_moves). A model that is moved to and is not in the next
--    round gives its component its label. Labels are therefore assigned from
--    the last round back to the first.
create or replace temp table components as
with recursive
labelled as (
    select
        moves.round,
        moves.near_position,
        moves.far_position as component
    from temp.component_moves as moves
    left join temp.component_moves as later
        on
            moves.round + 1 = later.round
            and moves.far_position = later.near_position
    where later.round is null
    union all
    select
        moves.round,
        moves.near_position,
        labelled.component
    from labelled
    inner join temp.component_moves as moves
        on
            labelled.round = moves.round + 1
            and labelled.near_position = moves.far_position
)

select
    near_position as position,
    component
from labelled
where round = 1;

comment on table temp.components is
'One row per model with an edge in nomerges to or from another: its component';
comment on column temp.components.position is
'models.position of the model';
comment on column temp.components.component is
'models.position of one model of the component, the same for all its models';
