-- edge_type_labels() · version 1
--
-- One list of the names of the edge types, in order of rank, and untyped, the
-- label of an edge whose edge_type is NULL.
create or replace macro edge_type_labels() as list_append(
    edge_type_names(), 'untyped'
);

comment on macro edge_type_labels is -- noqa: PRS
'The names of the edge types, in order of rank, and untyped';
