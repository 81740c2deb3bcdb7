-- sample.heavy_tail(source_row, what, scale) · version 1
--
-- One whole number from 0 to 1,000,000 × scale, drawn with a heavy tail: half
-- are below `scale`, and the chance of reaching r is scale / (r + scale).
--
-- Why: likes, downloads and the number of a base's children have such a
-- distribution on the Hub. Only whole numbers are used, since logarithms and
-- powers may differ in their last digit from one machine to the next.
create schema if not exists sample;

create or replace macro sample.heavy_tail(source_row, what, scale) as (
    (scale * (999999 - sample.draw(source_row, what, 1000000)))
    // (sample.draw(source_row, what, 1000000) + 1)
);

comment on macro sample.heavy_tail is -- noqa: PRS
'A whole number drawn with a heavy tail, half of them below scale';
