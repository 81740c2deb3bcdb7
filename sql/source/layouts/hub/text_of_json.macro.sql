-- temp.text_of_json(value) · version 1
--
-- One text from a JSON value, without spaces around it; NULL if the value is
-- not text, or if the text stands for a missing value.
create or replace temp macro text_of_json(value) as case
    when json_type(value) = 'VARCHAR'
        then temp.null_if_missing(trim(value ->> '$'))
end;

comment on macro temp.text_of_json is -- noqa: PRS
'The text of a JSON value; NULL if it is not text';
