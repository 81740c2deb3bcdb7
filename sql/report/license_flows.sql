-- report.license_flows · version 1
--
-- One row per pair of licences, of the ten where one most often gives way to
-- the other along a fine-tune.
--
-- Rules
-- 1. Which gives way is told by traffic: the transitions one way less those
--    back (see trait_flows). Pairs of as many both ways are not among them.
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
'One row per pair of licences, of the ten where one most often gives way';
comment on column report.license_flows.from_value is
'Licence that more transitions lead away from';
comment on column report.license_flows.to_value is
'Licence that more transitions lead to';
comment on column report.license_flows.traffic is
'Transitions to it less those back';
comment on column report.license_flows.transitions is
'Transitions to it';
comment on column report.license_flows.total_n is
'Transitions both ways';
