-- checks.statuses · version 4
--
-- One row per entry of a list whose status disagrees with the tables.
--
-- Rules
-- 1. An entry is a repeat if the row has an earlier one of the same text: lists
--    in the order of their relations, entries in the order of the list.
-- 2. Any other entry whose parent is a model is unknown_type if the relation is
--    unknown, self_loop if the parent is the child itself, else in_graph.
create schema if not exists checks;

create or replace view checks.statuses as
with
entries as (
    select
        parents.*,
        models.model_id is not null as is_model,
        parents.parent_id is not null
        and row_number() over (
            partition by parents.source_row, parents.parent_id
            order by parents.relation, parents.place
        ) > 1 as is_repeat
    from main.parents
    left join main.models on parents.parent_id = models.model_id
)

select
    source_row,
    relation,
    place,
    parent_id,
    status,
    is_model,
    is_repeat
from entries
where
    status is null
    or (status = 'repeat') <> is_repeat
    or (
        status <> 'repeat'
        and is_model <> (status in ('in_graph', 'self_loop', 'unknown_type'))
    )
    or (status = 'unknown_type')
    <> (relation = 'unknown' and is_model and not is_repeat)
    or (status = 'self_loop')
    <> (parent_id = child_id and relation <> 'unknown' and not is_repeat);

comment on view checks.statuses is
'The status of each entry agrees with the tables';
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
comment on column checks.statuses.is_repeat is
'Whether the row has an earlier entry of the same text';
