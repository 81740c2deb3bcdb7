-- report.most_descendants · version 3
--
-- One row per model, the ten with the most descendants.
--
-- Rules
-- 1. Descendants are those in the full graph, including merges: a model's
--    children and, in turn, their children.
-- 2. Models without descendants are excluded. Models with too many to count
--    (NULL, see lineage) come first.
-- 3. A model that may be older than its date was created on or before it.
create schema if not exists report;

create or replace view report.most_descendants as
with
total as (
    select count(*) as models
    from models
)

select
    models.model_id,
    lineage.descendants,
    lineage.descendants / total.models as share,
    lineage.children,
    models.likes,
    models.downloads,
    created_on(models.created_at, models.created_at_is_floor) as created_on
from lineage
inner join models on lineage.position = models.position
cross join total
where lineage.descendants is distinct from 0
order by lineage.descendants desc nulls first, lineage.position asc
limit 10;

comment on view report.most_descendants is
'One row per model, the ten with the most descendants';
comment on column report.most_descendants.model_id is
'Id of the model';
comment on column report.most_descendants.descendants is
'Number of descendants; NULL if too many to count';
comment on column report.most_descendants.share is
'Descendants as a fraction of all models';
comment on column report.most_descendants.children is
'Number of direct children';
comment on column report.most_descendants.likes is
'Likes of the model';
comment on column report.most_descendants.downloads is
'Downloads of the model, of the last 30 days';
comment on column report.most_descendants.created_on is
'Day on which the model was created, or on or before which, in UTC';
