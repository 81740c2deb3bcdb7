-- report.families_over_time · version 1
--
-- One row per month and family, of the ten largest families, in which members
-- of it were created: how many models the family has so far.
--
-- Rules
-- 1. The rules are those of family_growth. The largest family comes first.
create schema if not exists report;

create or replace view report.families_over_time as
with
largest as (
    select
        root_position,
        size
    from families
    order by size desc, root_position asc
    limit 10
)

select
    family_growth.root_id,
    family_growth.month,
    family_growth.is_floor,
    family_growth.models,
    family_growth.models_so_far
from family_growth
inner join largest on family_growth.root_position = largest.root_position
order by
    largest.size desc,
    largest.root_position asc,
    family_growth.is_floor desc nulls last,
    family_growth.month asc;

comment on view report.families_over_time is
'One row per family and month, of the ten largest: the models of it so far';
comment on column report.families_over_time.root_id is
'Id of the root, which names the family';
comment on column report.families_over_time.month is
'First day of the month; NULL for older models and those of unknown date';
comment on column report.families_over_time.is_floor is
'Whether they are from before the months, their date a placeholder';
comment on column report.families_over_time.models is
'Models of the family created then';
comment on column report.families_over_time.models_so_far is
'Models of it created then or before; NULL for those of unknown date';
