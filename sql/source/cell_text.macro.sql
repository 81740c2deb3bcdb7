-- temp.cell_text(value) · version 1
--
-- One cell as text, from a value of any type. That of JSON is what it stands
-- for, without the quotes of JSON.
--
-- Why typeof: DuckDB knows it before it reads a row, so nothing else is done to
-- a column of text.
create or replace temp macro cell_text(value) as case typeof(value)
    when 'JSON' then json_extract_string(cast(value as varchar), '$')
    else cast(value as varchar)
end;

comment on macro temp.cell_text is -- noqa: PRS
'The value as text, that of JSON without quotes';
