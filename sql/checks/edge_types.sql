-- checks.edge_types · version 1
--
-- One row per edge whose type is not the last of its types.
create schema if not exists checks;

create or replace view checks.edge_types as
select
    parent_id,
    child_id,
    edge_types,
    edge_type
from main.edges
where edge_type is distinct from edge_types[len(edge_types)];

comment on view checks.edge_types is
'The type of each edge is the last of its types';
comment on column checks.edge_types.parent_id is
'edges.parent_id';
comment on column checks.edge_types.child_id is
'edges.child_id';
comment on column checks.edge_types.edge_types is
'edges.edge_types';
comment on column checks.edge_types.edge_type is
'edges.edge_type';
