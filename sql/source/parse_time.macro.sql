-- temp.parse_time(cell) · version 1
--
-- One time in UTC, parsed from a cell such as 2025-07-11T00:55:12.000Z; NULL if
-- the cell is not a time.
--
-- Rules
-- 1. A time is what Python's strptime accepts with the format
--    %Y-%m-%dT%H:%M:%S.%fZ, in upper or lower case. DuckDB's own function also
--    accepts white space and the year 0, hence the expression.
-- 2. Only digits count: ` 1` for the day 01, which strptime accepts, is not a
--    time here.
--
-- Why the first lines: nearly all cells are written as the Hub writes them,
-- which can be checked without the expression.
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
'The time in UTC that a cell gives; NULL if it is not a time';
