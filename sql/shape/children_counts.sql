-- children_counts · version 1
--
-- One row per graph and number of children: how many models have as many. It is
-- the histogram of out-degrees.
--
-- Rules
-- 1. The edges are those of graph_edges, so a model is not its own child, while
--    its out-degree in the pickles counts an edge to itself. Every model of the
--    table counts, so most models are in the row of 0 children.
-- 2. share_or_more is the share of the models that have as many children or
--    more: the complementary cumulative distribution, which is a straight line
--    on two logarithmic axes where a power law holds.
-- Source: Clauset, Shalizi and Newman, Power-law distributions in empirical
-- data, SIAM Review 51 (2009), on why to look at it rather than the histogram.
create or replace view children_counts as
with
parents_counted as (
    select
        graph,
        count(*) as children
    from graph_edges
    group by graph, parent_position
),

counted as (
    select
        graph,
        children,
        count(*) as models
    from parents_counted
    group by graph, children
    union all
    select
        graphs.graph,
        0 as children,
        (select count(*) from models) - count(parents_counted.graph) as models
    from (select distinct graph from graph_types) as graphs
    left join parents_counted on graphs.graph = parents_counted.graph
    group by graphs.graph
)

select
    graph,
    children,
    models,
    models / sum(models) over (partition by graph) as share,
    sum(models) over (partition by graph order by children desc)
    / sum(models) over (partition by graph) as share_or_more
from counted
where models > 0
order by graph, children;

comment on view children_counts is
'One row per graph and number of children: how many models have as many';
comment on column children_counts.graph is
'full, finetune or nomerges';
comment on column children_counts.children is
'Number of children';
comment on column children_counts.models is
'Models that have as many children';
comment on column children_counts.share is
'Their share of all models';
comment on column children_counts.share_or_more is
'Share of all models that have as many children or more';
