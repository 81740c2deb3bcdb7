-- sample.draw(source_row, what, n) · version 1
--
-- One whole number from 0 to n - 1, drawn for a row of the sample table.
--
-- Rules
-- 1. The same seed, row and `what` give the same number on any machine and in
--    any version of DuckDB, unlike random() and hash().
-- 2. `what` names the draw, so that two draws for one row are independent.
--
-- Why squares: whole numbers are the same everywhere, and two squarings cost a
-- twentieth of an MD5 sum per row; a table would need thirty million of these
-- sums.
create schema if not exists sample;

create or replace macro sample.draw(source_row, what, n) as (
    sample.squared(
        source_row + sample.squared(source_row * 48271, sample.key(what)),
        sample.key(what)
    ) % n
);

comment on macro sample.draw is -- noqa: PRS
'A whole number from 0 to n - 1, the same for the same seed, row and what';
