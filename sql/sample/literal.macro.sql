-- sample.literal(items) · version 1
--
-- One Python literal of a list of strings, as Python's repr writes it.
--
-- Rules
-- 1. An item is in single quotes, or in double quotes if it contains a single
--    quote and no double one; the enclosing quote is escaped inside it.
-- 2. Of the characters that repr escapes, only those that the sample table uses
--    are supported: backslash, new line and no-break space.
-- 3. NULL, the empty aggregate, is the empty list.
create schema if not exists sample;

create or replace macro sample.literal(items) as (
    '[' || array_to_string(
        list_transform(
            list_transform(
                list_transform(
                    coalesce(items, []),
                    lambda item: replace(item, '\', '\\')
                ),
                lambda item: replace(
                    replace(item, chr(10), '\n'), chr(160), '\xa0'
                )
            ),
            lambda item: case
                when not contains(item, '''') then '''' || item || ''''
                when not contains(item, '"') then '"' || item || '"'
                else '''' || replace(item, '''', '\''') || ''''
            end
        ),
        ', '
    ) || ']'
);

comment on macro sample.literal is -- noqa: PRS
'The Python literal of a list of strings, as repr writes it';
