-- temp.layout_records · version 2
--
-- One row per model in the research group's raw file: a CSV with the columns
-- modelId and fullJson, the model's record on the Hub as a Python dict literal.
--
-- Rules
-- 1. full_json is the text of the cell. A cell that is not a dict literal goes
--    to misread, and only the id of its model is known.
-- 2. card_text is the column modelCard if the variable with_cards is true.
--
-- Why columns: modelCard need not be there unless it is asked for.
create or replace temp view layout_records as
with
rows_read as (
    select
        "modelId" as model_id,
        "fullJson" as full_json,
        python_json("fullJson") as json_text,
        case
            when getvariable('with_cards')
                then columns(
                    lambda name: lower(name) = case
                        when getvariable('with_cards') then 'modelcard'
                        else 'modelid'
                    end
                )
        end as card_text
    from temp.csv_rows()
)

select
    model_id,
    case
        when left(json_text, 1) = '{' and json_valid(json_text)
            then cast(json_text as json)
        else json_object()
    end as record,
    full_json,
    card_text,
    case
        when left(json_text, 1) <> '{' or not json_valid(json_text)
            then
                [
                    struct_pack(column_name := 'fullJson', cell := full_json)
                ]
    end as misread
from rows_read;

comment on view temp.layout_records is
'One row per record: what its layout reads (see hub_records)';
