-- edges · version 1
--
-- One row per edge: a model and one of its parents that is itself a model of
-- the table. Key: parent_id, child_id.
--
-- Rules
-- 1. All lists of a row count as one: a parent that any of them names gives one
--    edge, from the model that parents gives. The list of unknown relations
--    does not count. A model may be its own parent, and there may be cycles.
-- 2. edge_types are the types of the lists that name the parent, in order of
--    rank (see edge_type_names); empty if only parent_model names it. edge_type
--    is the last of them, NULL if there is none.
-- 3. If several rows have the child's id, the types come from the last of those
--    that name the parent in any list.
-- 4. Edges are in the order of their parents' nodes, then of the first row of
--    the child that names the parent.
--
-- Why positions as well as ids: numbers join and sort faster than names, and
-- the order of the edges is `order by parent_position, source_row`.
create or replace table edges as
with
declared as (
    select
        parent_position,
        child_position,
        source_row,
        any_value(coalesce(suggested_id, parent_id)) as parent_id,
        any_value(child_id) as child_id,
        bit_or(1 << enum_code(relation)) as relations
    from parents
    where parent_position is not null and relation <> 'unknown'
    group by parent_position, child_position, source_row
),

pairs as (
    select
        parent_position,
        child_position,
        min(source_row) as source_row,
        max(source_row) as last_row
    from declared
    group by parent_position, child_position
)

select
    declared.parent_id,
    declared.child_id,
    type_sets.edge_type,
    type_sets.edge_types,
    pairs.parent_position,
    pairs.child_position,
    pairs.source_row
from pairs
inner join declared
    on
        pairs.parent_position = declared.parent_position
        and pairs.child_position = declared.child_position
        and pairs.last_row = declared.source_row
inner join temp.type_sets on declared.relations = type_sets.relations
order by pairs.parent_position, pairs.source_row;

comment on table edges is
'One row per edge of the full graph, in the order of the edges';
comment on column edges.parent_id is
'Id of the parent model';
comment on column edges.child_id is
'Id of the child model';
comment on column edges.edge_type is
'The last of edge_types; NULL where parent_model alone names the parent';
comment on column edges.edge_types is
'Types of the lists that name the parent, in the order of edge_type_names';
comment on column edges.parent_position is
'models.position of the parent';
comment on column edges.child_position is
'models.position of the child';
comment on column edges.source_row is
'First row of the source in which the child names the parent, from 1';
