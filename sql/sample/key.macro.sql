-- sample.key(what) · version 1
--
-- One whole number below 2^31 for the name of a draw and the table's seed.
--
-- Why MD5: hash() may change from one version of DuckDB to the next. The name
-- is a constant nearly everywhere, so that this is computed once.
create schema if not exists sample;

create or replace macro sample.key(what) as (
    cast(
        md5_number_lower(concat_ws('/', getvariable('sample_seed'), what))
        % 2147483647 as bigint
    )
);

comment on macro sample.key is -- noqa: PRS
'A whole number below 2^31 for the name of a draw and the seed';
