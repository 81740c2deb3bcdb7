-- record_fields(record) · version 1
--
-- One map of the fields of a JSON object and their values as text.
--
-- Rules
-- 1. A field of an object in it is a field of its own, as cardData.license;
--    what is deeper is compared as a whole, and so are lists.
-- 2. A text is without its quotes. null is no value: the field is left out.
create or replace macro record_fields(record) as map_from_entries(
    list_distinct(
        list_filter(
            flatten(
                list_transform(
                    json_keys(record),
                    lambda key: case json_type(record, json_pointer([key]))
                        when 'OBJECT'
                            then list_transform(
                                json_keys(record, json_pointer([key])),
                                lambda name: struct_pack(
                                    field := concat(key, '.', name),
                                    field_text := json_extract_string(
                                        record, json_pointer([key, name])
                                    )
                                )
                            )
                        else [
                            struct_pack(
                                field := key,
                                field_text := json_extract_string(
                                    record, json_pointer([key])
                                )
                            )
                        ]
                    end
                )
            ),
            lambda entry: entry.field_text is not null
        )
    )
);

comment on macro record_fields is -- noqa: PRS
'The fields of a JSON object, and their values as text';
