-- python_entry() · version 1
--
-- One regular expression, which matches one entry of a Python list literal.
--
-- Rules
-- 1. A string in single or in double quotes. It may contain any characters
--    except its quote, the backslash, line breaks and NUL, and the escapes that
--    repr writes: \\ \' \" \n \r \t, \xhh, \uhhhh and \Uhhhhhhhh up to
--    \U0010ffff.
-- 2. None, True, False and plain numbers, so that a list with one of these
--    among its strings is not lost.
create or replace macro python_entry() as (
    '(?:'
    || '''(?:[^''\\\n\r\x00]|\\(?:[\\''"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}'
    || '|U00(?:0[1-9a-f]|10)[0-9a-f]{4}))*'''
    || '|"(?:[^"\\\n\r\x00]|\\(?:[\\''"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}'
    || '|U00(?:0[1-9a-f]|10)[0-9a-f]{4}))*"'
    || '|None|True|False|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?'
    || ')'
);

comment on macro python_entry is -- noqa: PRS
'The regular expression of one entry of a Python list literal';
