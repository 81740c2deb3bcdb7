-- models · version 1
--
-- One row per model: a node of every graph, in the order of the nodes.
--
-- Rules
-- 1. A model stands where the first row with its id stands. Where several rows
--    bear one id, the values are those of the last.
-- 2. A row without an id is no model; see rejects.
-- 3. likes and downloads are whole numbers of at most 15 digits, which doubles
--    hold exactly; `12.0`, as pandas writes whole numbers of a column with
--    gaps, is 12. Anything else is NULL; see rejects.
-- 4. "createdAt" is the text of the cell. created_at is the time that it says,
--    in UTC, or NULL where it is not of the form 2025-07-11T00:55:12.000Z.
-- 5. licenses, datasets and languages are the cells' own texts, which are
--    Python list literals: python_list(licenses) reads them.
--
-- Why last_row and not the row itself: the few ids of several rows are looked
-- up, and one sort by small numbers brings all models into their order.
create or replace table models as
with
nodes as (
    select
        source.rowid as first_row,
        coalesce(repeated.last_row, source.rowid) as last_row,
        coalesce(repeated.source_rows, 1) as source_rows
    from temp.source
    left join temp.repeated on source.model_id = repeated.model_id
    where
        source.model_id is not null
        and source.rowid = coalesce(repeated.first_row, source.rowid)
),

positions as (
    select
        last_row,
        source_rows,
        row_number() over (order by first_row) - 1 as position
    from nodes
)

select
    positions.position,
    source.model_id,
    temp.whole_number(source.likes) as likes,
    temp.whole_number(source.downloads) as downloads,
    source.pipeline_tag,
    source.library_name,
    source."createdAt",
    temp.created_at(source."createdAt") as created_at,
    source.licenses,
    source.datasets,
    source.languages,
    positions.last_row + 1 as source_row,
    positions.source_rows
from positions
inner join temp.source on positions.last_row = source.rowid
order by positions.position;

comment on table models is
'One row per model: a node of every graph, in the order of the nodes';
comment on column models.position is
'Place in the order of the nodes, from 0 and without gaps';
comment on column models.model_id is
'Id on the Hub, such as owner/name; the node itself';
comment on column models.likes is
'Likes on the Hub; NULL where missing';
comment on column models.downloads is
'Downloads of the last 30 days, not of all time; NULL where missing';
comment on column models.pipeline_tag is
'Task, such as text-generation; NULL where missing';
comment on column models.library_name is
'Library, such as transformers; NULL where missing';
comment on column models."createdAt" is
'When the model was created, as the source writes it; NULL where missing';
comment on column models.created_at is
'When the model was created, in UTC; NULL where missing or malformed';
comment on column models.licenses is
'Licences, as a Python list literal; NULL where missing';
comment on column models.datasets is
'Datasets, as a Python list literal; NULL where missing';
comment on column models.languages is
'Languages, as a Python list literal; NULL where missing';
comment on column models.source_row is
'Row of the source that gave the values, from 1 below the header';
comment on column models.source_rows is
'How many rows of the source bear the id';
