-- temp.is_base_models(value) · version 1
--
-- One boolean: whether a JSON value is what the field baseModels should be, an
-- object whose models, if there are any, are objects with an id that is text.
-- NULL, for no value, is.
create or replace temp macro is_base_models(value) as case
    when value is null then true
    when json_type(value) <> 'OBJECT' then false
    when json_type(value, '$.models') = 'NULL' then true
    else
        coalesce(json_type(value, '$.models') = 'ARRAY', false)
        and json_array_length(value, '$.models') = len(
            list_filter(
                json_type(value, '$.models[*].id'),
                lambda type: type = 'VARCHAR'
            )
        )
end;

comment on macro temp.is_base_models is -- noqa: PRS
'Whether a JSON value has the form of the field baseModels';
