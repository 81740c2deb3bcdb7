-- absent_edges · version 1
--
-- One row per model and absent parent that it names: an edge that the graph
-- lacks. Key: parent_id, child_id.
--
-- Rules
-- 1. An absent parent is an entry of parents that gives no edge, mostly because
--    no model has this id; if the status is unknown_type, a model has it.
-- 2. edge_types, edge_type and source_row are what those of an edge would be
--    (see edges). The list of unknown relations gives no type.
-- 3. That a model names itself under an unknown relation does not count.
--
-- Why: what a model was made from is not fully known if one of its parents, or
-- of its ancestors', is absent.
create or replace view absent_edges as
with
declared as (
    select
        parents.parent_id,
        parents.child_id,
        parents.child_position,
        parents.source_row,
        any_value(parents.status) filter (
            where parents.status <> 'repeat'
        ) as status,
        any_value(parents.suggested_id) as suggested_id,
        bit_or(1 << enum_code(parents.relation)) as relations
    from parents
    left join edges
        on
            parents.parent_position = edges.parent_position
            and parents.child_position = edges.child_position
    where
        edges.child_position is null
        and parents.parent_position is distinct from parents.child_position
    group by
        parents.parent_id,
        parents.child_id,
        parents.child_position,
        parents.source_row
),

pairs as (
    select
        parent_id,
        child_id,
        list_filter(
            edge_type_names(),
            lambda name: last(relations order by source_row)
            & (1 << enum_code(as_relation(name))) > 0
        ) as names,
        last(status order by source_row) as status,
        any_value(suggested_id) as suggested_id,
        child_position,
        min(source_row) as source_row
    from declared
    group by parent_id, child_id, child_position
)

select
    parent_id,
    child_id,
    as_edge_type(names[-1]) as edge_type,
    list_transform(names, lambda name: as_edge_type(name)) as edge_types,
    status,
    suggested_id,
    child_position,
    source_row
from pairs
order by child_position, source_row, parent_id;

comment on view absent_edges is
'One row per model and absent parent that it names: an edge that is lacking';
comment on column absent_edges.parent_id is
'The parent as written; NULL for an entry that is not text, such as None';
comment on column absent_edges.child_id is
'Id of the model that names it';
comment on column absent_edges.edge_type is
'The last of edge_types; NULL if there is none';
comment on column absent_edges.edge_types is
'Types of the lists that name the parent, in the order of edge_type_names';
comment on column absent_edges.status is
'Why there is no edge: see parents';
comment on column absent_edges.suggested_id is
'Id of the model that was probably meant, if none has this id; else NULL';
comment on column absent_edges.child_position is
'models.position of the model that names it';
comment on column absent_edges.source_row is
'First row of the source in which the model names it, from 1';
