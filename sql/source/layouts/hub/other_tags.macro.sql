-- temp.other_tags(record, tags) · version 2
--
-- One JSON value, the tags of a record, if they are perhaps not a list of
-- texts; else NULL. tags are those that json_transform reads. A text that is
-- JSON is parsed; one that stands for a missing value gives NULL.
--
-- Why a pattern: json_transform makes text of anything in a list, and few tags
-- look like a number, an object or a list.
create or replace temp macro other_tags(record, tags) as case
    when
        tags is null
        or len(
            list_filter(
                tags,
                lambda tag: regexp_matches(
                    tag, '^([[{]|[-0-9.eE]+$|true$|false$)'
                )
            )
        ) > 0
        then list_transform(
            [nullif(json_extract(record, '$.tags'), 'null')],
            lambda value: case
                when temp.null_if_missing(value ->> '$') is not null
                    then coalesce(try_cast(value ->> '$' as json), value)
            end
        )[1]
end;

comment on macro temp.other_tags is -- noqa: PRS
'The tags of a record, if they are perhaps not a list of texts';
