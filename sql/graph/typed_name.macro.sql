-- typed_name(text) · version 1
--
-- One text, without what stands around the name of a model in it.
--
-- Rules
-- 1. White space, quotes and characters without a width are left out at both
--    ends.
-- 2. So is a relation such as `finetune:` before an address of the Hub, or
--    before an owner and a name.
create or replace macro typed_name(text) as regexp_replace(
    regexp_replace(
        text,
        '^[\s\p{Z}\x{200B}-\x{200D}\x{2060}\x{FEFF}''"`]+'
        || '|[\s\p{Z}\x{200B}-\x{200D}\x{2060}\x{FEFF}''"`]+$',
        '',
        'g'
    ),
    '(?is)^[a-z_-]{2,}:\s*'
    || '((https?://|www\.|huggingface\.co/|hf\.co/|hf://).*'
    || '|[\w.-]+/[\w.-]+)$',
    '\1'
);

comment on macro typed_name is -- noqa: PRS
'The text without what stands around the name of a model in it';
