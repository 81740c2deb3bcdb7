-- sample.parents · version 1
--
-- One row per parent that a row of the sample table declares.
--
-- Rules
-- 1. A merge has two to four parents, any other derived model one or two.
-- 2. Six parents in ten are bases, a few of them far more often than the rest;
--    four in ten are derived themselves, so that chains grow.
-- 3. Rows 1, 2 and 3 form a cycle. A few models are their own parents, and a
--    few parents are not models of the table: deleted, paths, jokes.
-- 4. Most parents are in parent_model and in the list of their kind; a few are
--    in only one of the two, or in a second typed list.
create schema if not exists sample;

create or replace table sample.parents as
with
declared as (
    select
        source_row,
        kind,
        unnest(range(
            case
                when kind = 'merge'
                    then 2 + sample.draw(source_row, 'parents', 3)
                when sample.draw(source_row, 'parents', 50) = 0 then 2
                else 1
            end
        )) as place
    from sample.models
    where kind not in ('base', 'alone')
),

drawn as (
    select
        *,
        sample.draw(source_row, 'absent' || place, 1000) as odds,
        case
            when source_row in (1, 2, 3) then source_row % 3 + 1
            when sample.draw(source_row, 'self' || place, 1000) < 6
                then source_row
            when sample.draw(source_row, 'reach' || place, 10) < 6
                then 50 * (
                    sample.heavy_tail(source_row, 'base' || place, 20)
                    % ((getvariable('sample_rows') + 49) // 50)
                )
            else
                100 * sample.draw(source_row, 'hundred' || place, 1000000)
                + 1 + sample.draw(source_row, 'place' || place, 31)
        end % getvariable('sample_rows') as parent_row
    from declared
)

select
    drawn.source_row,
    drawn.place,
    case
        when drawn.odds >= 40 or drawn.source_row in (1, 2, 3)
            then models.model_id
        when drawn.odds >= 10
            then
                'madeup-gone/deleted-'
                || sample.draw(drawn.source_row, 'gone', 9999)
        else list_extract(
            [
                './models/heron-7b',
                '/mnt/data/ckpt-900',
                'C:\models\osprey',
                'https://hub.example/madeup-lab-0/wren-1b',
                'None',
                'it''s mine',
                'madeup-lab-1/a, madeup-lab-2/b',
                upper(models.model_id),
                'line' || chr(10) || 'break',
                'no' || chr(160) || 'break'
            ],
            drawn.odds + 1
        )
    end as parent,
    case
        when sample.draw(drawn.source_row, 'lists', 1000) < 12 then ['listed']
        when sample.draw(drawn.source_row, 'lists', 1000) < 20 then [drawn.kind]
        when sample.draw(drawn.source_row, 'lists', 1000) < 28
            then ['listed', drawn.kind, 'finetune', 'merge']
        else ['listed', drawn.kind]
    end as relations
from drawn
inner join sample.models on drawn.parent_row = models.source_row;

comment on table sample.parents is
'One row per parent that a row of the sample table declares';
comment on column sample.parents.source_row is
'The row that declares it';
comment on column sample.parents.place is
'Its place among the row''s parents, from 0';
comment on column sample.parents.parent is
'The parent as the row writes it';
comment on column sample.parents.relations is
'The lists in which the row names it';
