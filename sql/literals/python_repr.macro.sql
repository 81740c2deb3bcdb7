-- python_repr(text) · version 1
--
-- One text as Python's repr writes it, and None for NULL; python_text reads it
-- back.
--
-- Rules
-- 1. The quotes are single, or double if the text contains a single quote and
--    no double one. Inside the text, the quote that encloses it and the
--    backslash are escaped with a backslash.
-- 2. Line breaks, tabs and everything else that is not printable become
--    escapes, in lower case: \n \r \t \xhh \uhhhh \Uhhhhhhhh. Letters, marks,
--    numbers, punctuation, symbols and the space are printable; DuckDB uses the
--    Unicode version of Python 3.12, so older Pythons escape a few thousand
--    more letters.
--
-- Why so many lines: nearly all texts are plain ASCII, and most of those
-- contain neither a quote nor a backslash. Only the rest are split into
-- characters.
create or replace macro python_repr(text) as case
    when text is null then 'None'
    when regexp_full_match(text, '[ -&(-\[\]-~]*') then '''' || text || ''''
    when regexp_full_match(text, '[ -~]*')
        then case
            when not contains(text, '''')
                then '''' || replace(text, '\', '\\') || ''''
            when not contains(text, '"')
                then '"' || replace(text, '\', '\\') || '"'
            else
                ''''
                || replace(replace(text, '\', '\\'), '''', '\''')
                || ''''
        end
    else concat(
        case
            when contains(text, '''') and not contains(text, '"') then '"'
            else ''''
        end,
        list_aggregate(
            list_transform(
                regexp_extract_all(text, '(?s).'),
                lambda letter: case
                    when letter = '\' then '\\'
                    when letter = '''' and contains(text, '"') then '\'''
                    when regexp_matches(letter, '[\pL\pM\pN\pP\pS ]')
                        then letter
                    when letter = chr(10) then '\n'
                    when letter = chr(13) then '\r'
                    when letter = chr(9) then '\t'
                    when unicode(letter) < 256
                        then printf('\x%02x', unicode(letter))
                    when unicode(letter) < 65536
                        then printf('\u%04x', unicode(letter))
                    else printf('\U%08x', unicode(letter))
                end
            ),
            'string_agg',
            ''
        ),
        case
            when contains(text, '''') and not contains(text, '"') then '"'
            else ''''
        end
    )
end;

comment on macro python_repr is -- noqa: PRS
'The text as Python''s repr writes it';
