-- temp.parse_whole_number(cell) · version 1
--
-- One whole number, read from a cell; NULL where it is none.
--
-- Rules
-- 1. At most 15 digits with or without a sign, so that a double holds every
--    number and every difference of two exactly.
-- 2. A fraction of zeros is taken too: pandas writes 12 as `12.0` in a column
--    that has gaps.
create or replace temp macro parse_whole_number(cell) as case
    when regexp_full_match(cell, '[+-]?[0-9]{1,15}(?:\.0*)?')
        then cast(cell as bigint)
end;

comment on macro temp.parse_whole_number is -- noqa: PRS
'The whole number that a cell says, NULL where it says none';
