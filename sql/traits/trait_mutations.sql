-- trait_mutations · version 1
--
-- One row per graph and trait: how much of the trait changes along an edge.
--
-- Rules
-- 1. Only edges whose parent and child both name the trait count.
-- 2. The mutation of an edge is the fraction of all values of its two models
--    that only one of them names: (|union| − |intersection|) / |union|. The
--    rate is the mean of the mutations.
-- 3. They are added up in a fixed order, so that the sum is the same each time.
-- Source: "Anatomy of a Machine Learning Ecosystem", arXiv 2508.06811.
create or replace view trait_mutations as
with
sized as (
    select
        trait,
        coalesce(edge_type, 'untyped') as edge_type,
        len(parent_values) + len(child_values) as named,
        len(list_intersect(parent_values, child_values)) as common
    from edge_traits
    where
        len(parent_values) > 0
        and len(child_values) > 0
),

alike as (
    select
        trait,
        edge_type,
        named,
        common,
        count(*) as edges,
        count(*) * (named - 2 * common) / (named - common) as mutation
    from sized
    group by trait, edge_type, named, common
),

summed as (
    select
        graph_types.graph,
        alike.trait,
        cast(sum(alike.edges) as bigint) as edges,
        sum(
            alike.mutation
            order by alike.edge_type, alike.named, alike.common
        ) as mutation
    from alike
    inner join graph_types on alike.edge_type = graph_types.edge_type
    group by graph_types.graph, alike.trait
)

select
    graph,
    trait,
    edges,
    mutation,
    mutation / edges as rate
from summed
order by graph, trait;

comment on view trait_mutations is
'One row per graph and trait: how much of the trait changes along an edge';
comment on column trait_mutations.graph is
'full, finetune or nomerges';
comment on column trait_mutations.trait is
'license, language, dataset, paper, library or task';
comment on column trait_mutations.edges is
'Number of edges whose parent and child both name the trait';
comment on column trait_mutations.mutation is
'Sum of their mutations, each from 0 (same values) to 1 (no value in common)';
comment on column trait_mutations.rate is
'Mean of their mutations';
