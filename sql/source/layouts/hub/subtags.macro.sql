-- temp.subtags(text) · version 1
--
-- One text, the parts of a language's code after the first, as BCP 47 spells
-- them: scripts in title case, regions in upper case, hyphens between them.
create or replace temp macro subtags(text) as array_to_string(
    list_transform(
        regexp_split_to_array(lower(text), '[-_]'),
        lambda part: case
            when length(part) = 2 then upper(part)
            when regexp_full_match(part, '[a-z]{4}')
                then upper(left(part, 1)) || substr(part, 2)
            else part
        end
    ),
    '-'
);

comment on macro temp.subtags is -- noqa: PRS
'The script and the region of a language''s code, as BCP 47 spells them';
