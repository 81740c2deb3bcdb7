-- report.most_descendants · version 1
--
-- One row per model, of the ten that most models were made from.
--
-- Rules
-- 1. Descendants are those of the full graph, merges among them: what was made
--    from a model, and what was made from that.
-- 2. Models without any are not among them. Those with too many to count (NULL,
--    see lineage) stand first.
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
'One row per model, of the ten that most models were made from';
comment on column report.most_descendants.model_id is
'Id of the model';
comment on column report.most_descendants.descendants is
'How many were made from it and from those; NULL if too many to count';
comment on column report.most_descendants.children is
'How many of them were made from it at first hand';
comment on column report.most_descendants.likes is
'Likes of the model';
comment on column report.most_descendants.downloads is
'Its downloads of the last 30 days';
comment on column report.most_descendants.created_on is
'When it was created, in UTC';
