-- temp.unread_extras(field, card, extra) · version 2
--
-- One list of the columns and the texts of what extra_fields could not read;
-- NULL if there are none. card is the model card, parsed.
create or replace temp macro unread_extras(field, card, extra) as list_concat(
    temp.unread_cell(
        'downloadsAllTime',
        coalesce(field."downloadsAllTime", field.downloads_all_time),
        extra.downloads_all_time
    ),
    temp.unread_cell(
        'trendingScore',
        coalesce(field."trendingScore", field.trending_score),
        extra.trending_score
    ),
    temp.unread_cell('parameters', field.parameters, extra.parameters),
    temp.unread_text(
        'cardData.license_name',
        coalesce(json_extract(card, '$.license_name'), field.license_name)
    ),
    temp.unread_text(
        'cardData.license_link',
        coalesce(json_extract(card, '$.license_link'), field.license_link)
    )
);

comment on macro temp.unread_extras is -- noqa: PRS
'The columns and the texts of what extra_fields could not read';
