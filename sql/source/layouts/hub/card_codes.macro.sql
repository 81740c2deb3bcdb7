-- temp.card_codes(language) · version 1
--
-- One list of the languages that a model card gives, as it writes them; NULL if
-- it does not give any field of that name.
--
-- Rules
-- 1. The field is a text or a list of texts. Of the code `no`, Norwegian, YAML
--    makes `false`.
create or replace temp macro card_codes(language) as case
    when json_type(language) = 'ARRAY'
        then list_filter(
            list_transform(
                json_extract(language, '$[*]'),
                lambda item: temp.card_code(item)
            ),
            lambda code: code is not null
        )
    when json_type(language) <> 'NULL'
        then list_filter(
            [temp.card_code(language)], lambda code: code is not null
        )
end;

comment on macro temp.card_codes is -- noqa: PRS
'The languages that a model card gives, as it writes them';
