-- temp.component_moves · version 1
--
-- One row per round and model left in it: the model that it moves to in the
-- search for the weakly connected components of nomerges.
--
-- Rules
-- 1. In each round, each model moves to whichever of its neighbours and itself
--    comes first in a random order. Edges that still join different models are
--    the edges of the next round.
--
-- Why rounds: about half of the models drop out in each, however long a line of
-- descent is. Passing labels from neighbour to neighbour would take as many
-- rounds as there are edges along the line.
-- Source: Bögeholz, Brand and Todor, In-database connected component analysis,
-- ICDE 2020, arXiv 1802.09478: "randomised contraction".
create or replace temp table component_moves as
with recursive
contracted as (
    select
        0 as round,
        true as is_edge,
        parent_position as near_position,
        child_position as far_position
    from temp.lineage_edges
    where graph = 'nomerges'
    union all
    (
        with
        directed as (
            select
                round,
                near_position,
                far_position
            from contracted
            where is_edge
            union all
            select
                round,
                far_position as near_position,
                near_position as far_position
            from contracted
            where is_edge
        ),

        drawn as (
            select
                round,
                near_position,
                min(hash(far_position, round)) as draw,
                arg_min(
                    far_position, hash(far_position, round)
                ) as drawn_position
            from directed
            group by round, near_position
        ),

        moved as (
            select
                round + 1 as round,
                near_position,
                case
                    when draw < hash(near_position, round) then drawn_position
                    else near_position
                end as far_position
            from drawn
        )

        select
            round,
            false as is_edge,
            near_position,
            far_position
        from moved
        union all
        select distinct
            near_moved.round,
            true as is_edge,
            near_moved.far_position as near_position,
            far_moved.far_position
        from contracted
        inner join moved as near_moved
            on contracted.near_position = near_moved.near_position
        inner join moved as far_moved
            on contracted.far_position = far_moved.near_position
        where
            contracted.is_edge
            and near_moved.far_position <> far_moved.far_position
    )
)

select
    round,
    near_position,
    far_position
from contracted
where not is_edge;

comment on table temp.component_moves is
'One row per round and model left in it: the model that it moves to';
comment on column temp.component_moves.round is
'Round, from 1';
comment on column temp.component_moves.near_position is
'models.position of the model';
comment on column temp.component_moves.far_position is
'models.position of the model that it moves to, which may be itself';
