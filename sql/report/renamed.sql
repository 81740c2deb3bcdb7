-- report.renamed · version 1
--
-- One row per renamed model, the ten whose former ids the most models name as a
-- parent.
--
-- Rules
-- 1. Former ids are those on which the records agree: see renames. The model
--    itself need not be in the table.
-- 2. A former id that no model names has no row.
create schema if not exists report;

create or replace view report.renamed as
select
    renames.old_id,
    renames.new_id,
    count(distinct parents.child_position) as models
from renames
inner join parents on renames.old_id = parents.parent_id
where renames.is_agreed
group by renames.old_id, renames.new_id
order by models desc, renames.old_id asc
limit 10;

comment on view report.renamed is
'One row per renamed model, the ten whose former ids the most models name';
comment on column report.renamed.old_id is
'The former id, as models name it';
comment on column report.renamed.new_id is
'Id of the same model today';
comment on column report.renamed.models is
'Number of models that name the former id as a parent';
