-- graph_counts · version 1
--
-- One row per oddity of the graph, and how many edges or models have it.
--
-- Rules
-- 1. An edge of several types is in several typed lists.
-- 2. A child is older if its date of creation is before that of its parent.
--    Where days_bound is unknown, it is not known which is older.
-- 3. Several parents are counted in nomerges.
create or replace view graph_counts as
with
several_parents as (
    select edges.child_position
    from edges
    inner join graph_types
        on graph_types.edge_type = coalesce(edges.edge_type, 'untyped')
    where graph_types.graph = 'nomerges'
    group by edges.child_position
    having count(*) > 1
),

counts (line, measure, number) as (
    values
    (
        1, 'edges of several types',
        (select count_if(len(edge_types) > 1) from edges)
    ),
    (
        2, 'edges from a model to itself',
        (select count_if(parent_position = child_position) from edges)
    ),
    (
        3, 'edges whose child is older',
        (
            select count_if("change_in_createdAt_days" < 0)
            from edge_deltas
            where days_bound is distinct from 'unknown'
        )
    ),
    (4, 'models on cycles', (select count(*) from models_on_cycles)),
    (5, 'models with several parents', (select count(*) from several_parents))
)

select
    line,
    measure,
    number
from counts;

comment on view graph_counts is
'One row per oddity of the graph, and how many edges or models have it';
comment on column graph_counts.line is
'Place among the oddities, from 1';
comment on column graph_counts.measure is
'The oddity';
comment on column graph_counts.number is
'The count';
