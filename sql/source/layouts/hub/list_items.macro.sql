-- temp.list_items(value) · version 1
--
-- One list of the JSON values that a field of a model card has: the value
-- itself, or the items of a list, and of lists within it. NULL if there is no
-- value.
create or replace temp macro list_items(value) as case json_type(value)
    when 'NULL' then null
    when 'ARRAY'
        then flatten(
            list_transform(
                json_extract(value, '$[*]'),
                lambda item: case json_type(item)
                    when 'ARRAY' then json_extract(item, '$[*]')
                    else [item]
                end
            )
        )
    else case when value is not null then [value] end
end;

comment on macro temp.list_items is -- noqa: PRS
'The JSON values that a field of a model card has';
