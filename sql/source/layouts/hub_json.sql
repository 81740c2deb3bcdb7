-- temp.layout_records · version 2
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
-- 4. card_text is the field card if the variable with_cards is true. If that is
--    not text, it goes to misread.
create or replace temp view layout_records as
with
rows_read as (
    select
        json,
        case
            when getvariable('with_cards') then json_extract(json, '$.card')
        end as card
    from read_json_objects(
        getvariable('source'),
        format = coalesce(getvariable('json_format'), 'auto'),
        hive_partitioning = false,
        maximum_object_size = coalesce(getvariable('object_size'), 16777216)
    )
)

select
    cast(null as varchar) as model_id,
    json as record,
    cast(json as varchar) as full_json,
    case when json_type(card) = 'VARCHAR' then card ->> '$' end as card_text,
    temp.unread_text('card', card) as misread
from rows_read;

comment on view temp.layout_records is
'One row per record: what its layout reads (see hub_records)';
