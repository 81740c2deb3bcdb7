-- python_json(literal) · version 2
--
-- One value of Python, such as a dict, converted from its literal to JSON; text
-- that is not JSON if the literal is invalid.
--
-- Rules
-- 1. Strings are read as python_text reads them, so that a string with half of
--    a surrogate pair becomes null. True, False and None become true, false and
--    null. Everything else, such as braces and numbers, stays as it is.
--
-- Why: the literal is split into strings and the text between them, and nothing
-- is ever evaluated. Use json_valid to check the result.
create or replace macro python_json(literal) as array_to_string(
    list_transform(
        regexp_extract_all(
            literal,
            '(?s)''(?:[^''\\]|\\.)*''|"(?:[^"\\]|\\.)*"'
            || '|True|False|None|[^''"TFN]+|.'
        ),
        lambda token: case
            when left(token, 1) in ('''', '"')
                then coalesce(
                    cast(to_json(python_text(token)) as varchar), 'null'
                )
            when token = 'True' then 'true'
            when token = 'False' then 'false'
            when token = 'None' then 'null'
            else token
        end
    ),
    ''
);

comment on macro python_json is -- noqa: PRS
'The value of a Python literal, as JSON';
