-- meant_id(text) · version 2
--
-- One id, which a text means: the text itself, without what people add to it.
--
-- Rules
-- 1. What typed_name leaves out does not count, nor do slashes around it, nor
--    the address of the Hub (https://huggingface.co/, hf.co/ or hf://, and
--    models/ after it), and then `?…`, `#…` and escapes such as %2F. A folder
--    in the Hub's cache, models--owner--name, means owner/name.
-- 2. Of a path, the first two parts count, or only the first if the second is a
--    page of a repository such as tree or blob.
-- 3. A remark in parentheses, a revision `@main` or a tag `:Q4_K_M` at the end
--    is left out.
create or replace macro meant_id(text) as regexp_replace(
    regexp_replace(
        regexp_extract(
            trim(
                case
                    when regexp_matches(text, 'models--[^/\\]+?--[^/\\]')
                        then regexp_replace(
                            regexp_extract(
                                text, 'models--([^/\\]+?--[^/\\]+)', 1
                            ),
                            '--',
                            '/'
                        )
                    when
                        regexp_matches(
                            typed_name(text),
                            '(?i)^((https?://)?(www\.)?'
                            || '(huggingface\.co|hf\.co)/|hf://)'
                        )
                        then decoded_url(
                            regexp_extract(
                                typed_name(text),
                                '(?i)^(?:(?:https?://)?(?:www\.)?'
                                || '(?:huggingface\.co|hf\.co)/|hf://)'
                                || '(?:models/)?([^?#]*)',
                                1
                            )
                        )
                    else typed_name(text)
                end,
                '/'
            ),
            '^[^/]*(/[^/]*)?'
        ),
        '/(blob|commit|commits|discussions|raw|resolve|tree)$',
        ''
    ),
    '[\s\p{Z}]+\([^()]*\)$|[@:][^@:/\s]+$|[\s\p{Z}]+$',
    ''
);

comment on macro meant_id is -- noqa: PRS
'The id that a text means: without address, revision, remark and spaces';
