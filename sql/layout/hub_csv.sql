-- layout.hub_csv · version 1
--
-- One row per model of the research group's raw file: a CSV of the columns
-- modelId and fullJson, which holds the model's record of the Hub as Python
-- spells a dict.
--
-- Rules
-- 1. The files are the variable `source`, read as the layout ai_ecosystem_csv
--    reads its own.
-- 2. full_json is the text of the cell. One that is no dict literal has gone to
--    misread, and of its model the id alone is known.
create or replace temp view hub_records as
with
rows_read as (
    select
        "modelId" as model_id,
        "fullJson" as full_json,
        temp.python_json("fullJson") as json_text
    from read_csv(
        getvariable('source'),
        header = true,
        delim = ',',
        quote = '"',
        escape = '"',
        comment = '',
        skip = 0,
        nullstr = '',
        all_varchar = true,
        strict_mode = true,
        normalize_names = false,
        hive_partitioning = false,
        encoding = 'utf-8',
        buffer_size = 4194304,
        parallel = coalesce(getvariable('parallel'), true)
    )
)

select
    model_id,
    case
        when left(json_text, 1) = '{' and json_valid(json_text)
            then cast(json_text as json)
        else json_object()
    end as record,
    full_json,
    case
        when left(json_text, 1) <> '{' or not json_valid(json_text)
            then
                [
                    struct_pack(column_name := 'fullJson', cell := full_json)
                ]
    end as misread
from rows_read;

comment on view temp.hub_records is
'One row per record of a model, as the Hub''s API gives it';
comment on column temp.hub_records.model_id is
'Id that stands beside the record; NULL where it is in the record alone';
comment on column temp.hub_records.record is
'The record';
comment on column temp.hub_records.full_json is
'The text of the record as it is read; NULL where that is not a whole record';
comment on column temp.hub_records.misread is
'Columns that cannot be read, and their text';
