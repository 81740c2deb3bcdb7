-- sample.squared(x, key) · version 1
--
-- One whole number below 2^31, which reveals little of the x that it came from.
--
-- Rules
-- 1. It is the square of x plus the key, modulo the prime 2^31 - 1. The square
--    of a number below 2^31 fits in a bigint.
create schema if not exists sample;

create or replace macro sample.squared(x, key) as (
    ((x % 2147483647) * (x % 2147483647) + key) % 2147483647
);

comment on macro sample.squared is -- noqa: PRS
'x squared plus the key, modulo 2^31 - 1';
