-- temp.tag_relation(value) · version 2
--
-- One name of a relation, from what follows `base_model:` in a tag; NULL if
-- that names only a parent.
--
-- Rules
-- 1. The name is what stands before the first colon: letters, `_` and `-`. What
--    follows must be of the form of an id, for people also write URLs, paths
--    and `llama3:8b` as a parent. After the name of an edge type it may be
--    anything, since the Hub itself writes these before what people wrote.
-- 2. The letter of a drive and the schemes of URLs are no names of relations;
--    and nothing is before `latest` or a size, with which Ollama's names of
--    models end: `mistral:7b-instruct` is a text, not a relation and an id.
create or replace temp macro tag_relation(value) as case
    when not contains(value, ':') then null
    when
        list_contains(edge_type_names(), split_part(value, ':', 1))
        and not ends_with(value, split_part(value, ':', 1) || ':')
        or regexp_full_match(
            split_part(value, ':', 1), '[A-Za-z_-]*[A-Za-z][A-Za-z_-]+'
        )
        and not regexp_matches(
            value,
            '(?i)^(https?|ftp|file|hf):'
            || '|:(latest|[0-9.]+x?[0-9.]*[bkm]([._-].*)?)$'
        )
        and is_model_id(substr(value, instr(value, ':') + 1))
        then split_part(value, ':', 1)
end;

comment on macro temp.tag_relation is -- noqa: PRS
'The relation that a tag base_model:… names; NULL if it names only a parent';
