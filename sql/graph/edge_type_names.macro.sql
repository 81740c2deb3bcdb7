-- edge_type_names() · version 1
--
-- One list of the names of the edge types, in order of rank: if several lists
-- name a parent, the edge has the last of their types.
--
-- Rules
-- 1. The names are those of the enum type that as_edge_type casts to.
create or replace macro edge_type_names() as enum_range(as_edge_type(null));

comment on macro edge_type_names is -- noqa: PRS
'The names of the edge types, in order of rank, the highest last';
