-- seeded_number(seed, draw, what) · version 1
--
-- One whole number from 0 to 2^64 - 1, drawn at random for a seed, a draw and
-- what it is for.
--
-- Rules
-- 1. The same seed, draw and `what` give the same number on any machine and in
--    any version of DuckDB, unlike random() and hash().
-- 2. Of numbers whose draw or `what` differ, none tells of another.
create or replace macro seeded_number(seed, draw, what) as md5_number_lower(
    concat_ws('/', seed, draw, what)
);

comment on macro seeded_number is -- noqa: PRS
'A whole number, the same for the same seed, draw and what it is for';
