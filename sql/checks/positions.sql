-- checks.positions · version 1
--
-- One row per edge of which an end has not the position of the model that its
-- id names: the graphs are made of the positions.
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
    or edges.child_position is distinct from children.position;

comment on view checks.positions is
'The ends of each edge are where the models of their ids are';
comment on column checks.positions.parent_id is
'edges.parent_id';
comment on column checks.positions.child_id is
'edges.child_id';
comment on column checks.positions.parent_position is
'edges.parent_position';
comment on column checks.positions.child_position is
'edges.child_position';
