-- temp.is_language_code(tag) · version 1
--
-- One boolean: whether a tag has the form of a language's code, two or three
-- letters, with or without a script and a region.
create or replace temp macro is_language_code(tag) as regexp_full_match(
    tag, '[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?'
);

comment on macro temp.is_language_code is -- noqa: PRS
'Whether a tag has the form of the code of a language';
