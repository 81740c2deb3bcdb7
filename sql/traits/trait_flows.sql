-- trait_flows · version 1
--
-- One row per graph, trait and pair of values: which way more of the
-- transitions between them go.
--
-- Rules
-- 1. A pair is oriented in the direction with more transitions (see
--    trait_transitions). If both have equally many, it is in alphabetical
--    order, and traffic is 0.
-- Source: "Anatomy of a Machine Learning Ecosystem", arXiv 2508.06811.
create or replace view trait_flows as
with
pairs as (
    select
        graph,
        trait,
        least(from_value, to_value) as first_value,
        greatest(from_value, to_value) as last_value,
        coalesce(
            sum(transitions) filter (where from_value < to_value), 0
        ) as upward,
        coalesce(
            sum(transitions) filter (where from_value > to_value), 0
        ) as downward
    from trait_transitions
    group by graph, trait, first_value, last_value
)

select
    graph,
    trait,
    case when upward >= downward then first_value else last_value end
        as from_value,
    case when upward >= downward then last_value else first_value end
        as to_value,
    cast(greatest(upward, downward) as bigint) as transitions,
    cast(abs(upward - downward) as bigint) as traffic,
    cast(upward + downward as bigint) as total_n
from pairs;

comment on view trait_flows is
'One row per graph, trait and pair of values: which way more transitions go';
comment on column trait_flows.graph is
'full, finetune or nomerges';
comment on column trait_flows.trait is
'license, language, dataset, paper, library or task';
comment on column trait_flows.from_value is
'Value that more transitions lead away from, or equally many (traffic 0)';
comment on column trait_flows.to_value is
'Value that more transitions lead to';
comment on column trait_flows.transitions is
'Transitions from from_value to to_value';
comment on column trait_flows.traffic is
'transitions minus those in the opposite direction';
comment on column trait_flows.total_n is
'Transitions in both directions';
