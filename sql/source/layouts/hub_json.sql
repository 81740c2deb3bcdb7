-- temp.layout_records · version 1
--
-- One row per record of a model, as the Hub's API returns it, in JSON.
--
-- Rules
-- 1. The variable `source` names the files. They contain one record per line,
--    or arrays of records. Which of both, DuckDB finds out, unless the variable
--    `json_format` says it.
-- 2. full_json is the text of the record as read.
-- 3. A record has 16 MiB at most, or what the variable `object_size` says:
--    memory is reserved for it.
create or replace temp view layout_records as
select
    cast(null as varchar) as model_id,
    json as record,
    cast(json as varchar) as full_json,
    cast(null as struct(column_name varchar, cell varchar)[]) as misread
from read_json_objects(
    getvariable('source'),
    format = coalesce(getvariable('json_format'), 'auto'),
    hive_partitioning = false,
    maximum_object_size = coalesce(getvariable('object_size'), 16777216)
);

comment on view temp.layout_records is
'One row per record: what its layout reads (see hub_records)';
