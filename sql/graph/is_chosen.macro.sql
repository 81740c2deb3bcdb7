-- is_chosen(edge_type, types) · version 1
--
-- One boolean: whether an edge has one of the given types.
--
-- Rules
-- 1. types is a list of names among edge_type_labels(), of which untyped is an
--    edge whose edge_type is NULL; anything else is an error, including NULL in
--    the list. If types is NULL, every edge is chosen.
create or replace macro is_chosen(edge_type, types) as case
    when types is null then true
    when
        list_has_all(edge_type_labels(), cast(types as varchar[]))
        and list_count(types) = len(types)
        then list_contains(
            cast(types as varchar[]), coalesce(edge_type, 'untyped')
        )
    else error(
        concat(
            'types of edges are ',
            array_to_string(edge_type_labels(), ', '),
            '; found ',
            cast(types as varchar)
        )
    )
end;

comment on macro is_chosen is -- noqa: PRS
'Whether an edge has one of the given types; untyped is NULL';
