-- as_relation(name) · version 1
--
-- One relation, an enum value, from its name: which list names a parent. NULL
-- gives NULL, and a name that is not a relation is an error.
--
-- Rules
-- 1. `listed` is the column parent_model, which gives no type. `unknown` is a
--    type of the Hub that is none of the edge types. Those between them are the
--    edge types, in order of rank: see edge_type_names.
create or replace macro as_relation(name) as cast(
    name as enum(
        'listed', 'finetune', 'quantized', 'adapter', 'merge', 'unknown'
    )
);

comment on macro as_relation is -- noqa: PRS
'The relation with a name; an error if the name is not a relation';
