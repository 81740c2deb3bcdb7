-- temp.parse_time(cell) · version 1
--
-- One time in UTC, read from a cell such as 2025-07-11T00:55:12.000Z; NULL
-- where it is none.
--
-- Rules
-- 1. What Python's strptime takes by the format %Y-%m-%dT%H:%M:%S.%fZ, to
--    which upper and lower case are one. DuckDB's own takes white space and the
--    year 0 as well, hence the expression.
-- 2. Digits alone: strptime's ` 1` for the day 01 is no time here.
--
-- Why the first lines: nearly all cells are spelt as the Hub spells them, which
-- is seen without the expression.
create or replace temp macro parse_time(cell) as case
    when
        cell like '____-__-__T__:__:__.___Z'
        and cell >= '0001'
        and not contains(cell, ' ')
        then try_strptime(cell, '%Y-%m-%dT%H:%M:%S.%fZ')
    when
        regexp_full_match(
            upper(cell),
            '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}'
            || 'T[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,6}Z'
        )
        and left(cell, 4) <> '0000'
        then try_strptime(upper(cell), '%Y-%m-%dT%H:%M:%S.%fZ')
end;

comment on macro temp.parse_time is -- noqa: PRS
'The time in UTC that a cell says, NULL where it says none';
