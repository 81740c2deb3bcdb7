-- temp.hub_records · version 7
--
-- One row per record of a model, as the Hub's API returns it, and those of its
-- fields that are read. The records come from the file of the source's layout.
create or replace temp view hub_records as
select
    model_id,
    record,
    json_transform(
        record,
        '{
            "id": "JSON",
            "modelId": "JSON",
            "likes": "VARCHAR",
            "downloads": "VARCHAR",
            "tags": ["VARCHAR"],
            "pipeline_tag": "VARCHAR",
            "library_name": "VARCHAR",
            "createdAt": "VARCHAR",
            "created_at": "VARCHAR",
            "baseModels": "JSON",
            "base_models": "JSON",
            "cardData": "JSON",
            "card_data": "JSON",
            "gated": "VARCHAR",
            "downloadsAllTime": "VARCHAR",
            "downloads_all_time": "VARCHAR",
            "trendingScore": "VARCHAR",
            "trending_score": "VARCHAR",
            "safetensors": "JSON",
            "parameters": "VARCHAR",
            "formerIds": ["VARCHAR"],
            "license_name": "JSON",
            "license_link": "JSON"
        }'
    ) as field,
    full_json,
    card_text,
    misread
from temp.layout_records;

comment on view temp.hub_records is
'One row per record of a model, as the Hub''s API returns it';
comment on column temp.hub_records.model_id is
'Id that the source gives next to the record; NULL if only the record has it';
comment on column temp.hub_records.record is
'The record';
comment on column temp.hub_records.field is
'The fields of the record that are read';
comment on column temp.hub_records.full_json is
'The text of the record as read; NULL if it is not a whole record';
comment on column temp.hub_records.card_text is
'The text of the model card, if it was asked for';
comment on column temp.hub_records.misread is
'Columns whose cells could not be read, and the text of these cells';
