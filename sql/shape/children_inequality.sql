-- children_inequality · version 1
--
-- One row per graph: how unequally its models have children.
--
-- Rules
-- 1. The numbers of children are those of children_counts, so models without
--    any count, except in gini_of_parents.
-- 2. The Gini coefficient is the mean difference between two models' numbers
--    of children, divided by twice their mean: 0 if all have as many, near 1 if
--    one has all. With the numbers x in ascending order, i from 1 to n, it is
--    2 * sum(i * x) / (n * sum(x)) - (n + 1) / n.
-- 3. Entropies are Shannon's, in bits. entropy_of_counts is that of the shares
--    of models in children_counts: 0 if all models have as many children.
--    entropy_of_parents is that of the parents' shares of the edges: how many
--    bits it takes to say whose child a child is. 2 to the power of it is the
--    number of parents that, with as many children each, would be as hard to
--    tell apart.
-- 4. Without edges they are NULL, except that entropy_of_counts is 0.
-- Source: Gini, Variabilità e mutabilità, 1912; Shannon, A Mathematical Theory
-- of Communication, Bell System Technical Journal 27 (1948).
create or replace view children_inequality as
with
ranked as (
    select
        *,
        sum(models) over (partition by graph order by children) as up_to
    from children_counts
),

summed as (
    select
        graph,
        sum(models) as models,
        sum(models) filter (where children > 0) as parents,
        sum(models * children) as edges,
        max(children) as most_children,
        sum(
            cast(children * models as double) * (2 * up_to - models + 1) / 2
        ) as ranks,
        sum(share * log2(1 / share)) as entropy_of_counts,
        sum(models * children * log2(nullif(children, 0))) as edge_bits
    from ranked
    group by graph
)

select
    graph,
    cast(models as bigint) as models,
    cast(coalesce(parents, 0) as bigint) as parents,
    cast(edges as bigint) as edges,
    most_children,
    2 * ranks / (models * nullif(edges, 0)) - (models + 1) / models as gini,
    2 * (ranks - (models - parents) * edges) / nullif(parents * edges, 0)
    - (parents + 1) / parents as gini_of_parents,
    entropy_of_counts,
    log2(nullif(edges, 0)) - edge_bits / nullif(edges, 0) as entropy_of_parents
from summed
order by graph;

comment on view children_inequality is
'One row per graph: how unequally its models have children';
comment on column children_inequality.graph is
'full, finetune or nomerges';
comment on column children_inequality.models is
'All models of the table';
comment on column children_inequality.parents is
'Models with children';
comment on column children_inequality.edges is
'Edges between two different models';
comment on column children_inequality.most_children is
'Children of the model that has the most';
comment on column children_inequality.gini is
'Gini coefficient of the numbers of children of all models';
comment on column children_inequality.gini_of_parents is
'Gini coefficient of the numbers of children of the models that have any';
comment on column children_inequality.entropy_of_counts is
'Shannon entropy of the numbers of children, in bits';
comment on column children_inequality.entropy_of_parents is
'Shannon entropy of the parents'' shares of the edges, in bits';
