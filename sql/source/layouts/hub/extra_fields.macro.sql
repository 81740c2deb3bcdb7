-- temp.extra_fields(field, safetensors, card) · version 2
--
-- One struct of what else a record says of its model, which no graph needs: see
-- models. safetensors and card are those fields, parsed.
create or replace temp macro extra_fields(
    field, safetensors, card
) as struct_pack(
    gated := lower(field.gated),
    downloads_all_time := temp.parse_whole_number(
        coalesce(field."downloadsAllTime", field.downloads_all_time)
    ),
    trending_score := try_cast(
        coalesce(field."trendingScore", field.trending_score) as double
    ),
    parameters := temp.parse_whole_number(
        coalesce(safetensors ->> '$.total', field.parameters)
    ),
    license_name := temp.text_of_json(
        coalesce(json_extract(card, '$.license_name'), field.license_name)
    ),
    license_link := temp.text_of_json(
        coalesce(json_extract(card, '$.license_link'), field.license_link)
    )
);

comment on macro temp.extra_fields is -- noqa: PRS
'What else a record says of its model';
