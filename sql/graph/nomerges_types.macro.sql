-- nomerges_types() · version 1
--
-- One list of the labels of the edge types that the graph nomerges keeps: all
-- but merge (see edge_type_labels).
--
-- Why two slices: it is the default of a parameter of family, in which DuckDB
-- allows no lambda, so no list_filter.
create or replace macro nomerges_types() as list_concat(
    list_slice(
        edge_type_labels(), 1, list_position(edge_type_labels(), 'merge') - 1
    ),
    list_slice(
        edge_type_labels(), list_position(edge_type_labels(), 'merge') + 1, -1
    )
);

comment on macro nomerges_types is -- noqa: PRS
'The labels of the edge types that the graph nomerges keeps: all but merge';
