-- temp.id_text(value) · version 1
--
-- One id of a model, from a value of any type; NULL if it cannot be an id.
--
-- Rules
-- 1. A column of numbers or times has their text as ids, as in a CSV. In a
--    column of JSON, whose values are of several types, only text is an id.
-- 2. A boolean, a list and an object are not ids.
create or replace temp macro id_text(value) as case
    when typeof(value) = 'VARCHAR' then cast(value as varchar)
    when
        json_type(to_json(value)) = 'VARCHAR'
        or (
            typeof(value) <> 'JSON'
            and json_type(to_json(value))
            not in ('ARRAY', 'BOOLEAN', 'OBJECT')
        )
        then temp.cell_text(value)
end;

comment on macro temp.id_text is -- noqa: PRS
'The value as text if it can be an id; else NULL';
