-- temp.repeated · version 1
--
-- One row per id that several rows of the source bear.
--
-- Why: such ids are few, and looking them up here costs far less than sorting
-- two million rows into groups of one.
create or replace temp table repeated as
select
    model_id,
    min(rowid) as first_row,
    max(rowid) as last_row,
    count(*) as source_rows
from temp.source
group by model_id
having count(*) > 1;

comment on table temp.repeated is
'One row per id that several rows of the source bear';
comment on column temp.repeated.model_id is
'The id';
comment on column temp.repeated.first_row is
'rowid of the first of the rows';
comment on column temp.repeated.last_row is
'rowid of the last of the rows';
comment on column temp.repeated.source_rows is
'How many rows there are';
