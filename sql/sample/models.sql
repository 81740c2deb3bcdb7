-- sample.models · version 1
--
-- One row per row of the sample table, in the order of the file.
--
-- Rules
-- 1. Of every hundred rows two are bases (places 0 and 50), 31 are derived from
--    other models (places 1 to 31) and the rest stand alone.
-- 2. An id consists of its maker's number, a bird, a size and its row, so that
--    it is unique and cannot be mistaken for a real model. Place 77 has odd
--    names: quotes, commas, backslashes, other scripts.
-- 3. Some rows have the id of an earlier row: that of a derived one at place
--    31, that of one that stands alone at place 99.
create schema if not exists sample;

create or replace table sample.models as
with
places as (
    select
        range as source_row,
        range % 100 as place
    from range(getvariable('sample_rows'))
),

kinds as (
    select
        source_row,
        place,
        case
            when place in (0, 50) then 'base'
            when place > 31 then 'alone'
            when sample.draw(source_row, 'kind', 100) < 33 then 'finetune'
            when sample.draw(source_row, 'kind', 100) < 75 then 'adapter'
            when sample.draw(source_row, 'kind', 100) < 93 then 'quantized'
            else 'merge'
        end as kind,
        case
            when place = 31 and sample.draw(source_row, 'repeat', 4) = 0
                then source_row - 10
            when place = 99 and sample.draw(source_row, 'repeat', 10) = 0
                then source_row - 60
            else source_row
        end as id_row
    from places
),

names as (
    select
        source_row,
        'madeup-lab-' || sample.heavy_tail(source_row, 'lab', 40) || '/'
        || sample.pick(
            source_row,
            'bird',
            [
                'heron', 'ibis', 'kite', 'lark', 'merlin', 'osprey', 'plover',
                'raven', 'swift', 'wren'
            ]
        )
        || '-'
        || sample.pick(
            source_row,
            'size',
            ['0.5b', '1b', '3b', '7b', '8b', '14b', '70b', 'xl']
        )
        || case
            when place <> 77 then ''
            else list_extract(
                [
                    '-it''s', '-"quoted"', '-it''s-"both"', '-a,b', '-a\b',
                    '-модель', '-模型', '-🐦'
                ],
                source_row // 100 % 8 + 1
            )
        end
        || case kind
            when 'finetune' then '-instruct'
            when 'adapter' then '-lora'
            when 'quantized' then '-GGUF'
            when 'merge' then '-merge'
            else ''
        end
        || '-' || source_row as model_id
    from kinds
)

select
    kinds.source_row,
    names.model_id,
    kinds.kind
from kinds
inner join names on kinds.id_row = names.source_row;

comment on table sample.models is
'One row per row of the sample table: its id and what kind of model it is';
comment on column sample.models.source_row is
'Row number in the file, from 0';
comment on column sample.models.model_id is
'Id, unique except in rows that repeat an earlier one';
comment on column sample.models.kind is
'base, alone, finetune, adapter, quantized or merge';
