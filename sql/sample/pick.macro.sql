-- sample.pick(source_row, what, items) · version 1
--
-- One of the items, drawn for a row of the sample table; see sample.draw.
create schema if not exists sample;

create or replace macro sample.pick(source_row, what, items) as (
    list_extract(items, sample.draw(source_row, what, len(items)) + 1)
);

comment on macro sample.pick is -- noqa: PRS
'One of the items, the same for the same seed, row and what';
