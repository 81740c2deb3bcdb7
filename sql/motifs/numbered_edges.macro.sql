-- numbered_edges(types) · version 1
--
-- One row per edge of the chosen types between two different models: its place
-- among the edges from its parent.
--
-- Rules
-- 1. types is as in is_chosen; NULL chooses all edges.
-- 2. Places count from 0 in the order of the children's nodes. siblings is the
--    number of the parent's other children.
create or replace macro numbered_edges(types) as table
    select
        parent_position,
        child_position,
        row_number() over (
            partition by parent_position order by child_position
        ) - 1 as place,
        count(*) over (partition by parent_position) - 1 as siblings
    from edges
    where is_chosen(edge_type, types) and parent_position <> child_position;

comment on macro table numbered_edges is -- noqa: PRS
'One row per edge between two models: its place among those of its parent';
