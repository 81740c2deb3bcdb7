-- trait_transitions · version 1
--
-- One row per graph, trait and two values: how often the first changes to the
-- second along an edge.
--
-- Rules
-- 1. P and C are the sets of values that the parent and the child of an edge
--    name. Each added value a, in C but not in P, counts once from every p in P
--    to a; each removed value r, in P but not in C, counts once from r to every
--    c in C.
-- 2. transitions is the sum of both: one value replaced by another makes two.
-- Source: "Anatomy of a Machine Learning Ecosystem", arXiv 2508.06811.
create or replace view trait_transitions as
with
changed as (
    select
        trait,
        coalesce(edge_type, 'untyped') as edge_type,
        parent_values,
        child_values,
        list_filter(
            child_values,
            lambda item: not list_contains(parent_values, item)
        ) as added_values,
        list_filter(
            parent_values,
            lambda item: not list_contains(child_values, item)
        ) as removed_values
    from edge_traits
    where
        len(parent_values) > 0
        and len(child_values) > 0
),

halves as (
    select
        trait,
        edge_type,
        parent_values,
        unnest(added_values) as to_value
    from changed
),

wholes as (
    select
        trait,
        edge_type,
        unnest(parent_values) as from_value,
        to_value,
        1 as added,
        0 as removed
    from halves
    union all
    select
        trait,
        edge_type,
        from_value,
        unnest(child_values) as to_value,
        0 as added,
        1 as removed
    from (
        select
            trait,
            edge_type,
            child_values,
            unnest(removed_values) as from_value
        from changed
    ) as removals
),

summed as (
    select
        trait,
        edge_type,
        from_value,
        to_value,
        sum(added) as added,
        sum(removed) as removed
    from wholes
    group by trait, edge_type, from_value, to_value
)

select
    graph_types.graph,
    summed.trait,
    summed.from_value,
    summed.to_value,
    cast(sum(summed.added) as bigint) as added,
    cast(sum(summed.removed) as bigint) as removed,
    cast(sum(summed.added + summed.removed) as bigint) as transitions
from summed
inner join graph_types on summed.edge_type = graph_types.edge_type
group by
    graph_types.graph,
    summed.trait,
    summed.from_value,
    summed.to_value;

comment on view trait_transitions is
'One row per graph, trait and two values: changes from the first to the second';
comment on column trait_transitions.graph is
'full, finetune or nomerges';
comment on column trait_transitions.trait is
'license, language, dataset, paper, library or task';
comment on column trait_transitions.from_value is
'Value that the parent names';
comment on column trait_transitions.to_value is
'Value that the child names';
comment on column trait_transitions.added is
'How often the child adds to_value where the parent has from_value';
comment on column trait_transitions.removed is
'How often from_value is removed where the child has to_value';
comment on column trait_transitions.transitions is
'Sum of added and removed';
