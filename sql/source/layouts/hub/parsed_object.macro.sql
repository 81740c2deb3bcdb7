-- temp.parsed_object(value) · version 1
--
-- One JSON value, parsed if it is text: JSON, as Parquet files keep objects, or
-- the literal that DuckDB makes of dicts in a data frame. An empty or missing
-- text gives NULL, and any other text stays.
create or replace temp macro parsed_object(value) as case json_type(value)
    when 'VARCHAR'
        then nullif(
            coalesce(
                try_cast(temp.null_if_missing(value ->> '$') as json),
                try_cast(python_json(value ->> '$') as json),
                case
                    when temp.null_if_missing(value ->> '$') is not null
                        then value
                end
            ),
            'null'
        )
    else value
end;

comment on macro temp.parsed_object is -- noqa: PRS
'The JSON value, parsed from its text if it is text';
