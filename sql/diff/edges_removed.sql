-- diff.edges_removed · version 1
--
-- One row per edge that is in the old build but not in the new one.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build.
-- 2. Edges are matched by the ids of parent and child. An edge that differs
--    only in its types is in diff.edges_changed.
-- 3. parent_has_gone and child_has_gone show whether that model is in
--    diff.models_gone: if neither is, both models are in both builds, and the
--    child's lists of parents have changed.
-- 4. Edges are in the order of the old build.
create schema if not exists diff;

create or replace table diff.edges_removed as
select
    edges.parent_id,
    edges.child_id,
    edges.edge_type,
    edges.edge_types,
    edges.parent_id not in (
        select models.model_id from new_build.main.models
    ) as parent_has_gone,
    edges.child_id not in (
        select models.model_id from new_build.main.models
    ) as child_has_gone
from old_build.main.edges
anti join new_build.main.edges as others
    on
        edges.parent_id = others.parent_id
        and edges.child_id = others.child_id
order by edges.parent_position, edges.source_row;

comment on table diff.edges_removed is
'One row per edge that is only in the old build, in the order of the edges';
comment on column diff.edges_removed.parent_id is
'Id of the parent model';
comment on column diff.edges_removed.child_id is
'Id of the child model';
comment on column diff.edges_removed.edge_type is
'The last of edge_types; NULL where parent_model alone names the parent';
comment on column diff.edges_removed.edge_types is
'Types of the lists that name the parent, in the order of edge_type_names';
comment on column diff.edges_removed.parent_has_gone is
'Whether the parent is in models_gone';
comment on column diff.edges_removed.child_has_gone is
'Whether the child is in models_gone';
