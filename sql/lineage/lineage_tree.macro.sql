-- lineage_tree(id, types) · version 2
--
-- One row per edge above or below a model: what changed from parent to child.
-- An edge is above if it leads to the model or to one of its ancestors, below
-- if it leads from the model or from one of its descendants.
--
-- Rules
-- 1. The edges are found by the walks of relatives, upward for those above and
--    downward for those below, along edges of the chosen types only (see
--    is_chosen).
-- 2. steps is the shortest distance in edges from the model to the near end of
--    the edge, plus one for the edge itself. A model with several parents has a
--    row for each.
-- 3. An edge on a cycle may be both above and below, and an edge from the model
--    to itself always is.
create or replace macro lineage_tree(id, types := null) as table
    with
    reached as (
        select
            true as is_above,
            above.steps + 1 as steps,
            edges.parent_position,
            edges.child_position
        from relatives(id, types, true, false) as above
        inner join edges on above.position = edges.child_position
        where is_chosen(edges.edge_type, types)
        union all
        select
            false as is_above,
            below.steps + 1 as steps,
            edges.parent_position,
            edges.child_position
        from relatives(id, types, false, true) as below
        inner join edges on below.position = edges.parent_position
        where is_chosen(edges.edge_type, types)
    )

    select
        reached.is_above,
        reached.steps,
        edge_deltas.*,
        license_drift.drift,
        license_drift.dropped_terms
    from reached
    inner join edge_deltas
        on
            reached.parent_position = edge_deltas.parent_position
            and reached.child_position = edge_deltas.child_position
    inner join license_drift
        on
            reached.parent_position = license_drift.parent_position
            and reached.child_position = license_drift.child_position
    order by
        reached.is_above desc,
        reached.steps asc,
        edge_deltas.parent_position asc,
        edge_deltas.source_row asc;

comment on macro table lineage_tree is -- noqa: PRS
'One row per edge above or below a model: what changed from parent to child';
