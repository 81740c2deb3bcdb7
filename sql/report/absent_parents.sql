-- report.absent_parents · version 1
--
-- One row per absent parent, the ten that the most models name.
--
-- Rules
-- 1. A parent is absent if it is of the form of an id and no model of the table
--    has it, by this name or another: see parents.status.
-- 2. A model counts once per parent. Models count only where part of their
--    lineage is not known: see missing_parents.
create schema if not exists report;

create or replace view report.absent_parents as
select
    parent_id,
    count(*) as models,
    count(*) / sum(count(*)) over () as share,
    any_value(suggested_id) as suggested_id
from missing_parents
where status = 'absent'
group by parent_id
order by models desc, parent_id asc
limit 10;

comment on view report.absent_parents is
'One row per absent parent, the ten that the most models name';
comment on column report.absent_parents.parent_id is
'The parent as written';
comment on column report.absent_parents.models is
'Number of models that name it';
comment on column report.absent_parents.share is
'Fraction of all mentions of absent parents, one per model and parent';
comment on column report.absent_parents.suggested_id is
'Id of the model that was probably meant; NULL if there is none';
