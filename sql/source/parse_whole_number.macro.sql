-- temp.parse_whole_number(cell) · version 1
--
-- One whole number, parsed from a cell; NULL if the cell is not one.
--
-- Rules
-- 1. It has at most 15 digits, with or without a sign, so that a double holds
--    every number and every difference of two exactly.
-- 2. A fraction of zeros is accepted too: pandas writes 12 as `12.0` in a
--    column with missing values.
create or replace temp macro parse_whole_number(cell) as case
    when regexp_full_match(cell, '[+-]?[0-9]{1,15}(?:\.0*)?')
        then cast(cell as bigint)
end;

comment on macro temp.parse_whole_number is -- noqa: PRS
'The whole number that a cell gives; NULL if it is not one';
