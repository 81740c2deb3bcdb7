-- diff.edges_changed · version 1
--
-- One row per edge that is in both builds with different types.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build.
-- 2. Edges are matched by the ids of parent and child.
-- 3. An edge has changed if its edge_types differ, even if edge_type, the last
--    of them, is the same; it may have lost all types, or had none.
-- 4. Edges are in the order of the new build.
create schema if not exists diff;

create or replace table diff.edges_changed as
select
    new_edges.parent_id,
    new_edges.child_id,
    old_edges.edge_type as old_edge_type,
    new_edges.edge_type as new_edge_type,
    old_edges.edge_types as old_edge_types,
    new_edges.edge_types as new_edge_types
from new_build.main.edges as new_edges
inner join old_build.main.edges as old_edges
    on
        new_edges.parent_id = old_edges.parent_id
        and new_edges.child_id = old_edges.child_id
where new_edges.edge_types <> old_edges.edge_types
order by new_edges.parent_position, new_edges.source_row;

comment on table diff.edges_changed is
'One row per edge in both builds whose types differ, in the order of the edges';
comment on column diff.edges_changed.parent_id is
'Id of the parent model';
comment on column diff.edges_changed.child_id is
'Id of the child model';
comment on column diff.edges_changed.old_edge_type is
'edge_type in the old build; NULL if it had no type';
comment on column diff.edges_changed.new_edge_type is
'edge_type in the new build; NULL if it has no type';
comment on column diff.edges_changed.old_edge_types is
'edge_types in the old build';
comment on column diff.edges_changed.new_edge_types is
'edge_types in the new build';
