-- temp.tag_languages(tags, names) · version 1
--
-- One list of the languages that the tags of a model of the Hub name, where its
-- record does not give them. names are those of language_name, one for each
-- tag.
--
-- Rules
-- 1. A tag that is a code of two letters names a language, and so does a code
--    with a script or a region, such as `zh-Hant`, `pt-BR` or `es-419`.
-- 2. A code of three letters does if it is also next to another code, or before
--    a tag with a colon, or the last. The Hub writes languages together, after
--    the free tags: `jax` and `mlx` are codes too, but stand elsewhere. Of 545
--    tags of real records that this leaves out, nearly all are such.
create or replace temp macro tag_languages(
    tags, names
) as list_filter( -- noqa: PRS
    names,
    lambda name, place: name is not null
    and (
        length(tags[place]) <> 3
        or place = len(tags)
        or contains(tags[place + 1], ':')
        or names[place + 1] is not null
        or (place > 1 and names[place - 1] is not null)
    )
);

comment on macro temp.tag_languages is -- noqa: PRS
'The languages that tags name';
