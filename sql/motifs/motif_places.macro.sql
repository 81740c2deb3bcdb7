-- motif_places(types) · version 1
--
-- One row per motif and edge u → v of the chosen types that is part of it: in
-- how many places.
--
-- Rules
-- 1. The motifs are those of motif_counts that motif_pairs draws. An edge has
--      parent and child   one place
--      siblings           one for each other child of u, so each pair of them
--                         has two places
--      chain              one for each child of v
--      uncle              one for each other child of u and child of v
-- 2. places_so_far adds up the places of a motif in the order of the nodes.
create or replace macro motif_places(types) as table
    with
    numbered as materialized (
        from numbered_edges(types)
    ),

    counted as (
        select
            parent_position as position,
            count(*) as children
        from numbered
        group by parent_position
    ),

    weighted as (
        select
            numbered.*,
            counted.children,
            unnest(['parent and child', 'siblings', 'chain', 'uncle'])
                as motif,
            unnest([
                1,
                numbered.siblings,
                counted.children,
                numbered.siblings * counted.children
            ]) as places
        from numbered
        left join counted on numbered.child_position = counted.position
    )

    select
        motif,
        parent_position,
        child_position,
        place,
        siblings,
        children,
        places,
        cast(
            sum(places) over (
                partition by motif order by parent_position, child_position
            ) as bigint
        ) as places_so_far
    from weighted
    where places > 0;

comment on macro table motif_places is -- noqa: PRS
'One row per motif and edge that is part of it: in how many places';
