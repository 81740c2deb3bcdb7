-- attachment_spans · version 1
--
-- One row per graph, model with children and number of children that it has
-- had: whether it got the next one, and how many it would have got by chance.
--
-- Rules
-- 1. Children come in the order of arrivals. children are those from the
--    beginning and those that came before. The last row of a model, in which it
--    has all its children, lasts until the last arrival in the graph.
-- 2. expected is the sum of the chances of all arrivals in the graph while the
--    model had so many children, from the first after it was created (see
--    arrivals.chance_so_far).
create or replace view attachment_spans as
with
came as materialized (
    from arrivals
),

counted as (
    select
        graph,
        parent_position as position,
        count(*) as children,
        count(*) filter (where arrived_at is null) as first_children
    from came
    group by graph, parent_position
),

moments as (
    select
        graph,
        parent_position as position,
        arrived_at as moment,
        chance_so_far,
        1 as attachments
    from came
    where arrived_at is not null
    union all
    select
        counted.graph,
        counted.position,
        unnest([models.created_at, cast('infinity' as timestamp)]) as moment,
        null as chance_so_far,
        unnest([null, 0]) as attachments
    from counted
    inner join models on counted.position = models.position
),

timed as (
    select
        graph,
        position,
        moment,
        attachments,
        coalesce(
            chance_so_far,
            max(chance_so_far) over (partition by graph order by moment),
            0
        ) as chance_so_far
    from moments
),

spans as (
    select
        graph,
        position,
        attachments,
        count(*) over earlier - 2 as arrived,
        chance_so_far - lag(chance_so_far) over earlier as expected
    from timed
    window
        earlier as (
            partition by graph, position
            order by moment, chance_so_far
            rows unbounded preceding
        )
)

select
    spans.graph,
    spans.position,
    counted.first_children + spans.arrived as children,
    spans.attachments,
    spans.expected
from spans
inner join counted
    on
        spans.graph = counted.graph
        and spans.position = counted.position
where spans.attachments is not null;

comment on view attachment_spans is
'One row per graph, model and number of children it had: did it get another';
comment on column attachment_spans.graph is
'full, finetune or nomerges';
comment on column attachment_spans.position is
'models.position of the model';
comment on column attachment_spans.children is
'Number of children so far';
comment on column attachment_spans.attachments is
'1 if it got the next child, 0 if not';
comment on column attachment_spans.expected is
'Children that it would have got by chance while it had so many';
