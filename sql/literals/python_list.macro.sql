-- python_list(literal) · version 1
--
-- One list of strings, read from a Python list literal such as `['a', "it's"]`.
--
-- Rules
-- 1. Every literal that Python's repr writes for a list of strings is read as
--    Python reads it. For entries of other kinds, which become NULL, and for
--    what a string may contain, see python_entry and python_text.
-- 2. A text that is not such a literal gives NULL instead of a list.
--
-- Why regular expressions: the first verifies that the whole text is one list,
-- so that the second can extract its entries one after the other. Nothing is
-- ever evaluated. A cast to varchar[] would corrupt escapes without an error
-- and take None for a name. Most literals are `[]`, and most others contain no
-- quotes or backslashes except the quotes around their entries, hence the first
-- lines.
create or replace macro python_list(literal) as case
    when literal = '[]' then cast([] as varchar[])
    when
        regexp_full_match(
            literal,
            '\[''[^''\\\n\r\x00]*''(?:, ''[^''\\\n\r\x00]*'')*\]'
        )
        then string_split(
            substr(literal, 3, length(literal) - 4), ''', '''
        )
    when
        regexp_full_match(
            literal,
            '\s*\[\s*(?:' || python_entry()
            || '\s*(?:,\s*' || python_entry() || '\s*)*,?\s*)?\]\s*'
        )
        then list_transform(
            regexp_extract_all(literal, python_entry()),
            lambda entry: python_text(entry)
        )
end;

comment on macro python_list is -- noqa: PRS
'The list of strings that a Python list literal gives; NULL if it is not one';
