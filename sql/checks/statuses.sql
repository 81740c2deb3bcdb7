-- checks.statuses · version 1
--
-- One row per entry of a list whose status is not what the tables say: its
-- parent is a model just if the status says so, or is a repeat of one that is.
create schema if not exists checks;

create or replace view checks.statuses as
select
    parents.source_row,
    parents.relation,
    parents.place,
    parents.parent_id,
    parents.status,
    models.model_id is not null as is_model
from main.parents
left join main.models on parents.parent_id = models.model_id
where
    parents.status is null
    or (
        parents.status <> 'repeat'
        and (models.model_id is not null)
        <> (parents.status in ('in_graph', 'self_loop'))
    )
    or (parents.status = 'self_loop')
    <> (parents.parent_id = parents.child_id and parents.status <> 'repeat');

comment on view checks.statuses is
'The status of each entry is what the tables say';
comment on column checks.statuses.source_row is
'parents.source_row';
comment on column checks.statuses.relation is
'parents.relation';
comment on column checks.statuses.place is
'parents.place';
comment on column checks.statuses.parent_id is
'parents.parent_id';
comment on column checks.statuses.status is
'parents.status';
comment on column checks.statuses.is_model is
'Whether a model has the id';
