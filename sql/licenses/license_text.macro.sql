-- license_text(licenses, name, link) · version 1
--
-- One text of the licences of a model, as people are to read it: other with the
-- name and the link that the model gives beside it.
create or replace macro license_text(licenses, name, link) as coalesce(
    nullif(
        array_to_string(
            list_transform(
                licenses,
                lambda license: license
                || case
                    when license = 'other' and coalesce(name, link) is not null
                        then concat(' (', concat_ws(', ', name, link), ')')
                    else ''
                end
            ),
            ', '
        ),
        ''
    ),
    'no licence'
);

comment on macro license_text is -- noqa: PRS
'The licences of a model as people are to read them';
