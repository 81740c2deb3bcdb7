-- temp.components · version 1
--
-- One row per model with an edge of nomerges to another: its weakly connected
-- component.
--
-- Why rounds: in each, every model goes over to that neighbour, or stays
-- itself, which comes first in a drawn order, and edges that are left between
-- models become the next round's. About half of the models are gone after each,
-- however long a line of descent is, where labels handed on from neighbour to
-- neighbour would take as many rounds as there are steps. The components are
-- then told backwards, from the last round to the first.
-- Source: Bögeholz, Brand and Todor, In-database connected component analysis,
-- ICDE 2020, arXiv 1802.09478: "randomised contraction".
create or replace temp table components as
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
),

moves as materialized (
    select
        round,
        near_position,
        far_position
    from contracted
    where not is_edge
),

told as (
    select
        moves.round,
        moves.near_position,
        moves.far_position as component
    from moves
    left join moves as later
        on
            moves.round + 1 = later.round
            and moves.far_position = later.near_position
    where later.round is null
    union all
    select
        moves.round,
        moves.near_position,
        told.component
    from told
    inner join moves
        on
            told.round = moves.round + 1
            and told.near_position = moves.far_position
)

select
    near_position as position,
    component
from told
where round = 1;

comment on table temp.components is
'One row per model with an edge of nomerges to another: its component';
comment on column temp.components.position is
'models.position of the model';
comment on column temp.components.component is
'models.position of one model of the component, the same for all of it';
