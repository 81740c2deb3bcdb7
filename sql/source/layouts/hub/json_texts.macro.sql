-- temp.json_texts(value) · version 1
--
-- One list of the texts in a JSON list; what is not text is left out. NULL if
-- the value is not a list.
create or replace temp macro json_texts(value) as case
    when json_type(value) = 'ARRAY'
        then list_transform(
            list_filter(
                json_extract(value, '$[*]'),
                lambda item: json_type(item) = 'VARCHAR'
            ),
            lambda item: item ->> '$'
        )
end;

comment on macro temp.json_texts is -- noqa: PRS
'The texts in a JSON list';
