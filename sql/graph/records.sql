-- records · version 2
--
-- One row per model whose whole record of the Hub was kept; empty unless the
-- build was started with the option to keep them.
--
-- Rules
-- 1. They are kept if the variable with_json is true and the source's layout
--    has whole records: set variable with_json = true;
-- 2. full_json is the text as read, from the last row with the model's id. In
--    the layout hub_csv it is a Python dict literal, else JSON:
--    select full_json ->> 'author' from records;
create or replace table records as
select
    coalesce(first_row, rowid) as position,
    model_id,
    others[1].kept.full_json as full_json
from temp.source
where
    getvariable('with_json')
    and model_id is not null
    and source_rows is distinct from 0
    and others[1].kept.full_json is not null;

comment on table records is
'One row per model whose whole record of the Hub was kept';
comment on column records.position is
'models.position';
comment on column records.model_id is
'Id of the model';
comment on column records.full_json is
'The whole record as read';
