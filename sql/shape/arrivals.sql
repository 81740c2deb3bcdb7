-- arrivals · version 1
--
-- One row per graph and edge in it between two models of known date: when the
-- child came to the parent, and the chance of that.
--
-- Rules
-- 1. The edges are those of graph_edges. A child comes when it is created,
--    unless its date is a placeholder (see models.created_at_is_floor) or not
--    after its parent's. Then arrived_at and chance are NULL: it counts as a
--    child from the beginning, as when it came is not known.
-- 2. A child comes to each model that is older than it, of known date, with the
--    same chance: 1 divided by their number. chance_so_far adds up these from
--    the first arrival in the graph; of several at one time, the first in the
--    order of the nodes comes first. So the difference between two of them is
--    how many children a model would have got between them by chance.
create or replace view arrivals as
with
dated as (
    select
        position,
        created_at,
        created_at_is_floor as is_floor
    from models
    where created_at is not null
),

times as (
    select
        created_at,
        sum(count(*)) over (order by created_at) - count(*) as older
    from dated
    group by created_at
),

timed as (
    select
        graph_edges.graph,
        graph_edges.parent_position,
        graph_edges.child_position,
        case
            when
                not children.is_floor
                and parents.created_at < children.created_at
                then children.created_at
        end as arrived_at
    from graph_edges
    inner join dated as parents
        on graph_edges.parent_position = parents.position
    inner join dated as children
        on graph_edges.child_position = children.position
)

select
    timed.graph,
    timed.parent_position,
    timed.child_position,
    timed.arrived_at,
    1 / times.older as chance,
    case
        when timed.arrived_at is not null
            then sum(1 / times.older) over (
                partition by timed.graph
                order by
                    timed.arrived_at asc nulls last,
                    timed.child_position asc,
                    timed.parent_position asc
                rows unbounded preceding
            )
    end as chance_so_far
from timed
left join times on timed.arrived_at = times.created_at;

comment on view arrivals is
'One row per graph and edge between two models of known date: when it came';
comment on column arrivals.graph is
'full, finetune or nomerges';
comment on column arrivals.parent_position is
'models.position of the parent';
comment on column arrivals.child_position is
'models.position of the child';
comment on column arrivals.arrived_at is
'When the child was created; NULL for a child from the beginning';
comment on column arrivals.chance is
'1 divided by the number of models older than the child';
comment on column arrivals.chance_so_far is
'Sum of the chances up to this arrival, in the graph';
