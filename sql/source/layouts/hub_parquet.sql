-- temp.layout_records · version 2
--
-- One row per model in the daily public dump of the Hub (hub-stats), a Parquet
-- file, or in a file that `ecograph fetch` wrote.
--
-- Rules
-- 1. The variable `source` names the files. Columns are found by name, and
--    other columns are ignored.
-- 2. A row is not a whole record, so full_json is NULL.
-- 3. Several files make a table of all their columns. One whose type is not of
--    the same kind in all files is JSON, which stays as it is in the record. A
--    time without a zone is in UTC, hence the setting.
-- 4. card_text is the column card if the variable with_cards is true.
--
-- Why columns: card need not be there unless it is asked for.
create or replace temp view layout_records as
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
                'created_at',
                'baseModels',
                'base_models',
                'cardData',
                'card_data',
                'gated',
                'downloadsAllTime',
                'downloads_all_time',
                'trendingScore',
                'trending_score',
                'safetensors',
                'parameters',
                'formerIds',
                'license_name',
                'license_link'
            )
            or (name = 'card' and getvariable('with_cards'))
        )
    from read_parquet(
        getvariable('source'),
        hive_partitioning = false,
        union_by_name = true
    )
)

select
    cast(null as varchar) as model_id,
    to_json(named) as record,
    cast(null as varchar) as full_json,
    case
        when getvariable('with_cards')
            then temp.cell_text(
                columns(
                    lambda name: name = case
                        when getvariable('with_cards') then 'card'
                        else 'tags'
                    end
                )
            )
    end as card_text,
    cast(null as struct(column_name varchar, cell varchar)[]) as misread
from named;

set timezone = 'UTC';

comment on view temp.layout_records is
'One row per record: what its layout reads (see hub_records)';
