-- edge_type_names() · version 1
--
-- One list of the names of the types of edges, in order of rank: where several
-- lists name a parent, the edge is of the last of their types.
--
-- Rules
-- 1. The names are those of the enum type that as_edge_type casts to, which is
--    the only place that spells them.
create or replace macro edge_type_names() as enum_range(as_edge_type(null));

comment on macro edge_type_names is -- noqa: PRS
'The names of the types of edges, in order of rank, the highest last';
