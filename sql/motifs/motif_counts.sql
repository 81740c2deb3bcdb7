-- motif_counts · version 1
--
-- One row per graph and motif, a small pattern of models: how often it occurs.
--
-- Rules
-- 1. The edges are those of graph_edges. children(v) is the number of children
--    of a model v, and each sum is over all edges u → v or all models v:
--      parent and child     u → v               one per edge
--      siblings             u ← v → w           children(v) over 2
--      three siblings       v → u, w, x         children(v) over 3
--      chain                u → v → w           sum of children(v)
--      chain with siblings  u → v → w, x        sum of children(v) over 2
--      uncle                x ← u → v → w       sum of (children(u) - 1)
--                                               times children(v)
-- 2. These count places in the graph, as the paper does. In a tree the models
--    of a place are all different. Elsewhere two of them may be the same, as in
--    a chain whose ends are one model of a cycle.
-- 3. An edge from a model to itself does not count. The paper's graphs have
--    them, which adds a few places to its counts.
-- Source: Laufer, Oderinwale and Kleinberg, "Anatomy of a Machine Learning
-- Ecosystem", arXiv 2508.06811, which samples these motifs.
create or replace view motif_counts as
with
counted as (
    select
        graph,
        parent_position as position,
        count(*) as children
    from graph_edges
    group by graph, parent_position
),

of_models as (
    select
        graph,
        sum(children) as pairs,
        sum(children * (children - 1) // 2) as siblings,
        sum(children * (children - 1) * (children - 2) // 6) as threes
    from counted
    group by graph
),

of_edges as (
    select
        graph_edges.graph,
        sum(lower.children) as chains,
        sum(lower.children * (lower.children - 1) // 2) as chained_siblings,
        sum((upper.children - 1) * lower.children) as uncles
    from graph_edges
    inner join counted as upper
        on
            graph_edges.graph = upper.graph
            and graph_edges.parent_position = upper.position
    inner join counted as lower
        on
            graph_edges.graph = lower.graph
            and graph_edges.child_position = lower.position
    group by graph_edges.graph
)

select
    graphs.graph,
    unnest([
        'parent and child', 'siblings', 'three siblings', 'chain',
        'chain with siblings', 'uncle'
    ]) as motif,
    unnest([2, 3, 4, 3, 4, 4]) as models,
    cast(coalesce(unnest([
        of_models.pairs, of_models.siblings, of_models.threes,
        of_edges.chains, of_edges.chained_siblings, of_edges.uncles
    ]), 0) as bigint) as places
from (select distinct graph from graph_types) as graphs
left join of_models on graphs.graph = of_models.graph
left join of_edges on graphs.graph = of_edges.graph
order by graphs.graph, models, motif;

comment on view motif_counts is
'One row per graph and motif, a small pattern of models: how often it occurs';
comment on column motif_counts.graph is
'full, finetune or nomerges';
comment on column motif_counts.motif is
'parent and child, siblings, three siblings, chain (with siblings) or uncle';
comment on column motif_counts.models is
'How many models it has';
comment on column motif_counts.places is
'How many places of the graph have it';
