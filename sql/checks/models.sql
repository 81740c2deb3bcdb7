-- checks.models · version 1
--
-- One row per id or position that is missing, or that several models have.
create schema if not exists checks;

create or replace view checks.models as
select
    min(model_id) as model_id,
    min(position) as position,
    count(*) as models
from main.models
group by model_id
having count(*) > 1 or max(model_id) is null
union all
select
    min(model_id) as model_id,
    min(position) as position,
    count(*) as models
from main.models
group by position
having count(*) > 1 or max(position) is null;

comment on view checks.models is
'Each model has a unique id and a unique position';
comment on column checks.models.model_id is
'models.model_id, the lowest of them';
comment on column checks.models.position is
'models.position, the lowest of them';
comment on column checks.models.models is
'Number of models that have it';
