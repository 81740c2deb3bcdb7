-- report.most_descendants · version 1
--
-- One row per model, the ten with the most descendants.
--
-- Rules
-- 1. Descendants are those in the full graph, including merges: a model's
--    children and, in turn, their children.
-- 2. Models without descendants are excluded. Models with too many to count
--    (NULL, see lineage) come first.
create schema if not exists report;

create or replace view report.most_descendants as
select
    models.model_id,
    lineage.descendants,
    lineage.children,
    models.likes,
    models.downloads,
    cast(models.created_at as date) as created_on
from lineage
inner join models on lineage.position = models.position
where lineage.descendants is distinct from 0
order by lineage.descendants desc nulls first, lineage.position asc
limit 10;

comment on view report.most_descendants is
'One row per model, the ten with the most descendants';
comment on column report.most_descendants.model_id is
'Id of the model';
comment on column report.most_descendants.descendants is
'Number of descendants; NULL if too many to count';
comment on column report.most_descendants.children is
'Number of direct children';
comment on column report.most_descendants.likes is
'Likes of the model';
comment on column report.most_descendants.downloads is
'Downloads of the model, of the last 30 days';
comment on column report.most_descendants.created_on is
'When the model was created, in UTC';
