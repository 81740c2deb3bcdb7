-- python_text(entry) · version 1
--
-- One string, read from an entry of a Python list literal (see python_entry).
--
-- Rules
-- 1. The quotes are removed and each escape becomes its character.
-- 2. Anything but a string (None, True, False, a number) gives NULL, and so
--    does a string with half of a surrogate pair (\ud800 to \udfff), which no
--    text in UTF-8 can contain and no model id can equal.
create or replace macro python_text(entry) as case
    when left(entry, 1) not in ('''', '"') then null
    when not contains(entry, '\') then substr(entry, 2, length(entry) - 2)
    when
        regexp_matches(
            entry, '^(?:[^\\]|\\[^u]|\\u(?:[^d]|d[0-7]))*\\ud[89a-f]'
        )
        then null
    else array_to_string(
        list_transform(
            regexp_extract_all(
                substr(entry, 2, length(entry) - 2),
                '[^\\]+|\\x..|\\u....|\\U........|\\.'
            ),
            lambda piece: case
                when left(piece, 1) <> '\' then piece
                when left(piece, 2) in ('\x', '\u', '\U')
                    then chr(cast('0x' || substr(piece, 3) as integer))
                when piece = '\n' then chr(10)
                when piece = '\r' then chr(13)
                when piece = '\t' then chr(9)
                else substr(piece, 2)
            end
        ),
        ''
    )
end;

comment on macro python_text is -- noqa: PRS
'The string that an entry of a Python list literal gives; else NULL';
