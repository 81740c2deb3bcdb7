-- sample.draw(source_row, what, n) · version 1
--
-- One whole number from 0 to n - 1, drawn for a row of the made-up table.
--
-- Rules
-- 1. The same seed, row and `what` give the same number on any machine and in
--    any version of DuckDB: it is taken from an MD5 sum, not from random() or
--    hash(), which may change from one version to the next.
-- 2. `what` names the draw, so that two draws of one row are independent.
create schema if not exists sample;

create or replace macro sample.draw(source_row, what, n) as (
    cast(
        md5_number_lower(
            concat_ws('/', getvariable('sample_seed'), what, source_row)
        ) % n as bigint
    )
);

comment on macro sample.draw is -- noqa: PRS
'A whole number from 0 to n - 1, the same for the same seed, row and what';
