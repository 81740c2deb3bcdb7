-- layout.hub_parquet · version 1
--
-- One row per model of the daily public dump of the Hub (hub-stats), a Parquet
-- file, or of what `ecograph fetch` writes.
--
-- Rules
-- 1. The files are the variable `source`. Columns are found by name, and others
--    are left alone.
-- 2. A row is no whole record, hence there is no full_json.
create or replace temp view hub_records as
with
named as (
    select
        columns(
            lambda name: name in (
                'id',
                'modelId',
                'likes',
                'downloads',
                'tags',
                'pipeline_tag',
                'library_name',
                'createdAt',
                'baseModels'
            )
        )
    from read_parquet(getvariable('source'), hive_partitioning = false)
)

select
    cast(null as varchar) as model_id,
    to_json(named) as record,
    cast(null as varchar) as full_json,
    cast(null as struct(column_name varchar, cell varchar)[]) as misread
from named;

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
