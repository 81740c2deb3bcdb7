-- checks.positions · version 1
--
-- One row per edge, and per entry of a list, whose parent or child has another
-- position than the model with its id.
--
-- Rules
-- 1. An entry whose rename is followed has the position of the new id.
--
-- Why: the graphs are built from the positions.
create schema if not exists checks;

create or replace view checks.positions as
select
    edges.parent_id,
    edges.child_id,
    edges.parent_position,
    edges.child_position
from main.edges
left join main.models as parents on edges.parent_id = parents.model_id
left join main.models as children on edges.child_id = children.model_id
where
    edges.parent_position is distinct from parents.position
    or edges.child_position is distinct from children.position
union all
select
    entries.parent_id,
    entries.child_id,
    entries.parent_position,
    entries.child_position
from main.parents as entries
left join main.models as parents
    on
        parents.model_id = case
            when entries.parent_position is null then entries.parent_id
            else coalesce(entries.suggested_id, entries.parent_id)
        end
left join main.models as children on entries.child_id = children.model_id
where
    entries.parent_position is distinct from parents.position
    or entries.child_position is distinct from children.position;

comment on view checks.positions is
'The positions in edges and parents are those of the models with these ids';
comment on column checks.positions.parent_id is
'edges.parent_id';
comment on column checks.positions.child_id is
'edges.child_id';
comment on column checks.positions.parent_position is
'edges.parent_position';
comment on column checks.positions.child_position is
'edges.child_position';
