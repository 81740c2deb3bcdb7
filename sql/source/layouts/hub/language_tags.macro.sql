-- temp.language_tags(tags) · version 1
--
-- One list of the tags that are codes of languages, of a model of the Hub whose
-- record does not give its languages, and of some that only have that form.
--
-- Rules
-- 1. A tag of two letters is one, and so is a code with a script or a region,
--    such as `zh-Hant`, `pt-BR` or `es-419`.
-- 2. A tag of three letters is one if it is also next to another code, or
--    before a tag with a colon, or the last. The Hub writes languages together,
--    after the free tags: `jax` and `mlx` are codes too, but stand elsewhere.
--    Of 545 tags of real records that this leaves out, nearly all are such.
create or replace temp macro language_tags(tags) as list_filter( -- noqa: PRS
    tags,
    lambda tag, place: temp.is_language_code(tag)
    and (
        length(tag) <> 3
        or place = len(tags)
        or contains(tags[place + 1], ':')
        or temp.is_language_code(tags[place + 1])
        or (place > 1 and temp.is_language_code(tags[place - 1]))
    )
);

comment on macro temp.language_tags is -- noqa: PRS
'The tags that are codes of languages';
