-- lineage_tree(id, types) · version 1
--
-- One row per edge that leads to a model or to an ancestor of it, and one per
-- edge that leads from it or from a descendant: what it was made from, what was
-- made from it, and what changed at each step.
--
-- Rules
-- 1. The walks are those of relatives, up for the rows that are above, down
--    for the others, along the edges of the chosen types only (see is_chosen).
-- 2. steps is the number of steps from the model to the far end of the edge, by
--    way of its near end. An edge that can be reached by several ways counts by
--    the shortest; a model of several parents has a row for each.
-- 3. An edge of a cycle may be both above and below, and so is one from the
--    model to itself.
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
'One row per edge above or below a model: what changed at each step';
