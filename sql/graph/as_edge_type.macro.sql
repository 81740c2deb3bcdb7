-- as_edge_type(name) · version 1
--
-- One edge type, an enum value, from its name. NULL gives NULL, and a name that
-- is not a type is an error.
--
-- Rules
-- 1. The order of the enum is the rank of the types: see edge_type_names.
--
-- Why a cast: DuckDB needs the names of an enum as literals. They are written
-- out here and, for the enum of relations, in as_relation; nowhere else.
create or replace macro as_edge_type(name) as cast(
    name as enum('finetune', 'quantized', 'adapter', 'merge')
);

comment on macro as_edge_type is -- noqa: PRS
'The edge type with a name; an error if the name is not a type';
