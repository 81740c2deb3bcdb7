-- lineage_tree(id, types) · version 4
--
-- One row per edge above or below a model: what changed from parent to child;
-- and one per missing parent of the model or of an ancestor. An edge is above
-- if it leads to the model or to one of its ancestors, below if it leads from
-- the model or from one of its descendants.
--
-- Rules
-- 1. The edges are found by the walks of reach, upward for those above and
--    downward for those below, along edges of the chosen types only (see
--    is_chosen).
-- 2. steps is the shortest distance in edges from the model to the near end of
--    the edge, plus one for the edge itself. A model with several parents has a
--    row for each.
-- 3. An edge on a cycle may be both above and below, and an edge from the model
--    to itself always is.
-- 4. The row of a missing parent (see missing_parents) is above. parent_id is
--    as written; its position, edge_types and the changes are NULL, and the
--    drift of licences is unknown. parent_status tells it from an edge's, which
--    is in_graph.
create or replace macro lineage_tree(id, types := null) as table
    with
    above as materialized (
        select
            position,
            steps
        from reach(id, types, true)
        union
        select
            position,
            0 as steps
        from models
        where model_id = cast(id as varchar)
    ),

    reached as (
        select
            true as is_above,
            above.steps + 1 as steps,
            edges.parent_position,
            edges.child_position
        from above
        inner join edges on above.position = edges.child_position
        where is_chosen(edges.edge_type, types)
        union all
        select
            false as is_above,
            below.steps + 1 as steps,
            edges.parent_position,
            edges.child_position
        from reach(id, types, false) as below
        inner join edges on below.position = edges.parent_position
        where is_chosen(edges.edge_type, types)
    )

    select
        reached.is_above,
        reached.steps,
        edge_deltas.*,
        license_drift.drift,
        license_drift.dropped_terms,
        license_drift.parent_terms,
        'in_graph' as parent_status,
        null as suggested_id
    from reached
    inner join edge_deltas
        on
            reached.parent_position = edge_deltas.parent_position
            and reached.child_position = edge_deltas.child_position
    inner join license_drift
        on
            reached.parent_position = license_drift.parent_position
            and reached.child_position = license_drift.child_position
    union all by name
    select
        true as is_above,
        above.steps + 1 as steps,
        missing_parents.parent_id,
        missing_parents.child_id,
        missing_parents.edge_type,
        missing_parents.child_position,
        missing_parents.source_row,
        'unknown' as drift,
        missing_parents.status as parent_status,
        missing_parents.suggested_id
    from above
    inner join missing_parents
        on above.position = missing_parents.child_position
    where is_chosen(missing_parents.edge_type, types)
    order by
        is_above desc,
        steps asc,
        parent_position asc nulls last,
        source_row asc,
        parent_id asc;

comment on macro table lineage_tree is -- noqa: PRS
'One row per edge above or below a model, or missing parent: what changed';
