-- temp.list_text(value) · version 1
--
-- One Python list literal, from a cell that is a list or the text of one.
--
-- Rules
-- 1. An entry of a list that is not text is written as in the CSV: 5, None.
--
-- Why to_json: it accepts all kinds and shows which it was. Why the first
-- lines: DuckDB knows beforehand that a list is one of texts.
create or replace temp macro list_text(value) as case
    when json_type(to_json(value)) = 'ARRAY' and typeof(value) = 'VARCHAR[]'
        then python_literal(
            cast(from_json(to_json(value), '["VARCHAR"]') as varchar[])
        )
    when json_type(to_json(value)) = 'ARRAY'
        then concat(
            '[',
            list_aggregate(
                list_transform(
                    json_extract(to_json(value), '$[*]'),
                    lambda item: case json_type(item)
                        when 'VARCHAR' then python_repr(item ->> '$')
                        when 'NULL' then 'None'
                        when 'BOOLEAN'
                            then case item
                                when 'true' then 'True' else 'False'
                            end
                        else cast(item as varchar)
                    end
                ),
                'string_agg',
                ', '
            ),
            ']'
        )
    else json_extract_string(to_json(value), '$')
end;

comment on macro temp.list_text is -- noqa: PRS
'A list, or the text of one, as a Python list literal';
