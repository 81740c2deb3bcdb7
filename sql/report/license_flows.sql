-- report.license_flows · version 1
--
-- One row per pair of licences, the ten where one most often replaces the other
-- along a fine-tune.
--
-- Rules
-- 1. The direction of a pair is that of its traffic, the transitions one way
--    minus those the other way (see trait_flows). Pairs with equal numbers both
--    ways are excluded.
create schema if not exists report;

create or replace view report.license_flows as
select
    from_value,
    to_value,
    traffic,
    transitions,
    total_n
from trait_flows
where graph = 'finetune' and trait = 'license' and traffic > 0
order by traffic desc, from_value asc, to_value asc
limit 10;

comment on view report.license_flows is
'One row per pair of licences, the ten where one most often replaces the other';
comment on column report.license_flows.from_value is
'Licence that more transitions lead away from';
comment on column report.license_flows.to_value is
'Licence that more transitions lead to';
comment on column report.license_flows.traffic is
'Transitions from from_value to to_value minus those the other way';
comment on column report.license_flows.transitions is
'Transitions from from_value to to_value';
comment on column report.license_flows.total_n is
'Transitions both ways';
