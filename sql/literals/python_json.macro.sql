-- temp.python_json(literal) · version 1
--
-- One value of Python, such as a dict, written as JSON; text that is no JSON
-- where the literal is none.
--
-- Rules
-- 1. Strings are read as python_text reads them, and half of a surrogate pair
--    makes null of one. True, False and None become true, false and null.
--    Everything else, such as braces and numbers, stays as it is.
--
-- Why: it is cut into strings and what is between them, and nothing is ever
-- evaluated. Whether it is in order is for json_valid to say.
create or replace temp macro python_json(literal) as array_to_string(
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

comment on macro temp.python_json is -- noqa: PRS
'The JSON of a value that a Python literal spells';
