-- temp.card_codes(item) · version 2
--
-- One list of the languages in an item of a model card: a text, several with
-- commas between them, or the text of a list; `no`, Norwegian, for `false`,
-- which YAML makes of it. NULL for anything else.
create or replace temp macro card_codes(item) as case json_type(item)
    when 'VARCHAR'
        then list_filter(
            list_transform(
                coalesce(python_list(item ->> '$'), split(item ->> '$', ',')),
                lambda code: trim(code)
            ),
            lambda code: code <> ''
        )
    when 'BOOLEAN' then case when item = 'false' then ['no'] end
end;

comment on macro temp.card_codes is -- noqa: PRS
'The languages in an item of a model card';
