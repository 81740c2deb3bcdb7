-- temp.tag_values(tags, prefix) · version 1
--
-- One list of the values after a prefix, from those of a model's tags that have
-- it: `mit` for the tag license:mit and the prefix license:.
create or replace temp macro tag_values(tags, prefix) as list_transform(
    list_filter(tags, lambda tag: starts_with(tag, prefix)),
    lambda tag: substr(tag, length(prefix) + 1)
);

comment on macro temp.tag_values is -- noqa: PRS
'The values after a prefix, from the tags that have it';
