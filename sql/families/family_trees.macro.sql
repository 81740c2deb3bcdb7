-- family_trees(shown_families) · version 1
--
-- One row per model of the largest families, as trees: the one parent that it
-- is below.
--
-- Rules
-- 1. The largest family is family 1. Of several of a size, those whose roots
--    come first in the order of the nodes come first.
-- 2. The parent is, of the model's parents in nomerges that are one generation
--    above it (see family_members), the first in the order of the nodes.
-- 3. A model without such a parent, as it has none or is on or below a cycle,
--    is directly in its family: parent_position and edge_type are NULL.
create or replace macro family_trees(shown_families) as table
    with
    ranked as (
        select
            root_position,
            row_number() over (
                order by count(*) desc, root_position asc
            ) as family
        from family_members
        group by root_position
    ),

    members as materialized (
        select
            ranked.family,
            family_members.root_position,
            family_members.position,
            family_members.generation
        from family_members
        inner join ranked
            on family_members.root_position = ranked.root_position
        where ranked.family <= shown_families
    ),

    first_edges as (
        select
            edges.child_position,
            min(edges.parent_position) as parent_position,
            arg_min(
                coalesce(cast(edges.edge_type as varchar), 'untyped'),
                edges.parent_position
            ) as edge_type
        from edges
        inner join members on edges.child_position = members.position
        inner join members as parents
            on edges.parent_position = parents.position
        where
            edges.edge_type is distinct from 'merge'
            and parents.generation + 1 = members.generation
        group by edges.child_position
    )

    select
        members.family,
        members.root_position,
        members.position,
        members.generation,
        first_edges.parent_position,
        first_edges.edge_type
    from members
    left join first_edges on members.position = first_edges.child_position;

comment on macro table family_trees is -- noqa: PRS
'One row per model of the largest families: the parent that it is below';
