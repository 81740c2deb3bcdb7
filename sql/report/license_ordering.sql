-- report.license_ordering · version 1
--
-- One row per pair of frequent licences that has transitions along fine-tunes:
-- what the order of licences is computed from.
--
-- Rules
-- 1. The licences are those of frequent_values, so without other and unknown,
--    and the direction of a pair is that of its traffic (see trait_flows).
-- 2. The order itself only a program can find: see `ecograph ordering`.
create schema if not exists report;

create or replace view report.license_ordering as
with
frequent as (
    select
        trait_value,
        models
    from frequent_values
    where graph = 'finetune' and trait = 'license'
)

select
    trait_flows.from_value,
    trait_flows.to_value,
    trait_flows.traffic,
    trait_flows.transitions,
    trait_flows.total_n,
    earlier.models as from_models,
    later.models as to_models
from trait_flows
inner join frequent as earlier on trait_flows.from_value = earlier.trait_value
inner join frequent as later on trait_flows.to_value = later.trait_value
where trait_flows.graph = 'finetune' and trait_flows.trait = 'license'
order by
    trait_flows.traffic desc,
    trait_flows.from_value asc,
    trait_flows.to_value asc;

comment on view report.license_ordering is
'One row per pair of frequent licences that has transitions along fine-tunes';
comment on column report.license_ordering.from_value is
'Licence that more transitions lead away from';
comment on column report.license_ordering.to_value is
'Licence that more transitions lead to';
comment on column report.license_ordering.traffic is
'Transitions from from_value to to_value minus those the other way';
comment on column report.license_ordering.transitions is
'Transitions from from_value to to_value';
comment on column report.license_ordering.total_n is
'Transitions both ways';
comment on column report.license_ordering.from_models is
'Models that name from_value';
comment on column report.license_ordering.to_models is
'Models that name to_value';
