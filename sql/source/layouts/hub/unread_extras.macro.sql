-- temp.unread_extras(field, extra) · version 1
--
-- One list of the columns and the texts of numbers that extra_fields could not
-- read; NULL if there are none.
create or replace temp macro unread_extras(field, extra) as list_concat(
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
    temp.unread_cell('parameters', field.parameters, extra.parameters)
);

comment on macro temp.unread_extras is -- noqa: PRS
'The columns and the texts of numbers that extra_fields could not read';
