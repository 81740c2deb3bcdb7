-- layout.hub_json · version 1
--
-- One row per record of a model, as the Hub's API gives it, in JSON.
--
-- Rules
-- 1. The files, the variable `source`, hold a record a line, or arrays of them.
-- 2. full_json is the text of the record as it is read.
create or replace temp view hub_records as
select
    cast(null as varchar) as model_id,
    json as record,
    cast(json as varchar) as full_json,
    cast(null as struct(column_name varchar, cell varchar)[]) as misread
from read_json_objects(
    getvariable('source'),
    format = 'auto',
    hive_partitioning = false
);

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
