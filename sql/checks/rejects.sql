-- checks.rejects · version 1
--
-- One row per rejected cell for which the model has a value nevertheless.
create schema if not exists checks;

create or replace view checks.rejects as
select
    rejects.source_row,
    rejects.column_name,
    rejects.cell,
    models.model_id
from main.rejects
inner join main.models on rejects.source_row = models.source_row
where
    (rejects.column_name = 'likes' and models.likes is not null)
    or (rejects.column_name = 'downloads' and models.downloads is not null)
    or (rejects.column_name = 'createdAt' and models.created_at is not null);

comment on view checks.rejects is
'No rejected cell gave a value';
comment on column checks.rejects.source_row is
'rejects.source_row';
comment on column checks.rejects.column_name is
'rejects.column_name';
comment on column checks.rejects.cell is
'rejects.cell';
comment on column checks.rejects.model_id is
'models.model_id';
