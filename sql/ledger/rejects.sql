-- rejects · version 3
--
-- One row per cell of the source that could not be read as expected, and per
-- row without an id. The build continues without them.
--
-- Rules
-- 1. A row without an id is not a model, and nothing else in it is read. What a
--    record gives in place of an id, such as a list, is its cell.
-- 2. A parent list that is not a Python list literal gives no parents. An entry
--    that is not text (None, a number, half of a surrogate pair) is not an id;
--    the list's other entries are read.
-- 3. If likes, downloads or createdAt cannot be parsed, the value is missing.
--    What is not text in the tags of the Hub, or in the languages, the base
--    models and the licence's name and link of a model card, or in its place,
--    is not read, nor are ids that baseModels gives otherwise than the Hub
--    does, or that base_models gives beside it. If fullJson is not a dict
--    literal, only the id is known.
--
-- Why only these columns: the texts of the others are taken as they are.
create or replace table rejects as
with
unread as (
    select
        rowid + 1 as source_row,
        model_id,
        unnest(others[1].unreadable) as item
    from temp.source
    where model_id is not null and others is not null
),

cells as (
    select
        rowid + 1 as source_row,
        'model_id' as column_name,
        list_filter(
            others[1].unreadable, lambda item: item.column_name = 'model_id'
        )[1].cell as cell,
        case when cell is null then 'no id' else 'not text, so not an id' end
            as reason,
        cast(null as varchar) as model_id
    from temp.source
    where model_id is null
    union all
    select
        source_row,
        item.column_name,
        item.cell,
        case
            when
                item.column_name in (
                    'likes', 'downloads', 'downloadsAllTime', 'parameters'
                )
                then 'not a whole number of up to 15 digits'
            when item.column_name = 'createdAt'
                then 'not a time like 2025-07-11T00:55:12.000Z'
            when item.column_name = 'tags'
                then 'not a list of texts'
            when item.column_name = 'baseModels'
                then 'not an object with a list of models and their ids'
            when item.column_name = 'base_models'
                then 'differs from baseModels, which is read'
            when item.column_name = 'trendingScore' then 'not a number'
            when item.column_name = 'cardData' then 'not an object'
            when item.column_name = 'cardData.language'
                then 'not the code of a language or a list of them'
            when item.column_name = 'cardData.base_model'
                then 'not the id of a model or a list of them'
            when
                item.column_name in (
                    'card', 'cardData.license_name', 'cardData.license_link'
                )
                then 'not text'
            else 'not a dict literal as Python writes it'
        end as reason,
        model_id
    from unread
    union all
    select
        parent_lists.source_row,
        case relation
            when 'listed' then 'parent_model'
            else relation || '_parent'
        end as column_name,
        unreadable as cell,
        case
            when parents is null then 'not a list literal as Python writes it'
            else 'an entry is not text, so it is not an id'
        end as reason,
        models.model_id
    from temp.parent_lists
    inner join models on parent_lists.child_position = models.position
    where unreadable is not null
)

select
    source_row,
    column_name,
    cell,
    reason,
    model_id
from cells
order by source_row, column_name;

comment on table rejects is
'One row per cell that could not be read as expected, and per row without id';
comment on column rejects.source_row is
'Row of the source, from 1 below the header';
comment on column rejects.column_name is
'Column of the source';
comment on column rejects.cell is
'The text of the cell; NULL if it is missing';
comment on column rejects.reason is
'Why it could not be read';
comment on column rejects.model_id is
'Id of the row''s model, which other rows may have too; NULL without an id';
