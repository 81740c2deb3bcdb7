-- temp.list_text(value) · version 1
--
-- One Python list literal, from a cell that is a list or the text of one.
--
-- Why to_json: it accepts both kinds and shows which it was.
create or replace temp macro list_text(value) as case json_type(to_json(value))
    when 'ARRAY'
        then python_literal(
            cast(from_json(to_json(value), '["VARCHAR"]') as varchar[])
        )
    else json_extract_string(to_json(value), '$')
end;

comment on macro temp.list_text is -- noqa: PRS
'A list, or the text of one, as a Python list literal';
