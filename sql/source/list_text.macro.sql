-- temp.list_text(value) · version 1
--
-- One cell that lists texts, of a column that is a list or the text of one: as
-- a Python list literal.
--
-- Why to_json: it takes both kinds, and tells which it was.
create or replace temp macro list_text(value) as case json_type(to_json(value))
    when 'ARRAY'
        then python_literal(
            cast(from_json(to_json(value), '["VARCHAR"]') as varchar[])
        )
    else json_extract_string(to_json(value), '$')
end;

comment on macro temp.list_text is -- noqa: PRS
'The Python list literal of a list, or of the text of one';
