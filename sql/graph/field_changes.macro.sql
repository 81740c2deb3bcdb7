-- field_changes(before_fields, after_fields) · version 1
--
-- One list of the fields of two maps that differ, in alphabetical order: the
-- field, whether it is added, removed or changed, and both of its values.
create or replace macro field_changes(
    before_fields, after_fields
) as list_transform(
    list_filter(
        list_sort(
            list_distinct(
                list_concat(map_keys(before_fields), map_keys(after_fields))
            )
        ),
        lambda name: before_fields[name] is distinct from after_fields[name]
    ),
    lambda name: struct_pack(
        field := name,
        change := case
            when before_fields[name] is null then 'added'
            when after_fields[name] is null then 'removed'
            else 'changed'
        end,
        value_before := before_fields[name],
        value_after := after_fields[name]
    )
);

comment on macro field_changes is -- noqa: PRS
'The fields of two maps that differ, with both of their values';
