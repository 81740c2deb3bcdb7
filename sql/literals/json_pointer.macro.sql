-- json_pointer(keys) · version 1
--
-- One JSON pointer to what a list of keys leads to: /cardData/license.
--
-- Rules
-- 1. In a key, ~ and / are written as ~0 and ~1.
-- Source: RFC 6901.
create or replace macro json_pointer(keys) as concat(
    '/',
    array_to_string(
        list_transform(
            keys, lambda key: replace(replace(key, '~', '~0'), '/', '~1')
        ),
        '/'
    )
);

comment on macro json_pointer is -- noqa: PRS
'The JSON pointer to what a list of keys leads to';
