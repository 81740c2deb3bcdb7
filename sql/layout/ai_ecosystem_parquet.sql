-- layout.ai_ecosystem_parquet · version 1
--
-- One row per row of the source, a Parquet file of the columns of the research
-- group's CSV: its cells as the CSV would have them.
--
-- Rules
-- 1. The files are the variable `source`. Columns are found by name, and others
--    are left alone.
-- 2. Lists are lists, or texts as the CSV has them. createdAt is a time or a
--    text, and numbers are numbers or texts.
create or replace temp view cells as
select
    cast(model_id as varchar) as model_id,
    cast(likes as varchar) as likes,
    cast(downloads as varchar) as downloads,
    cast(pipeline_tag as varchar) as pipeline_tag,
    cast(library_name as varchar) as library_name,
    temp.time_cell("createdAt") as "createdAt",
    temp.list_cell(licenses) as licenses,
    temp.list_cell(datasets) as datasets,
    temp.list_cell(languages) as languages,
    temp.list_cell(parent_model) as parent_model,
    temp.list_cell(finetune_parent) as finetune_parent,
    temp.list_cell(quantized_parent) as quantized_parent,
    temp.list_cell(adapter_parent) as adapter_parent,
    temp.list_cell(merge_parent) as merge_parent,
    cast(null as varchar) as unknown_parent,
    cast(null as struct(column_name varchar, cell varchar)[]) as misread,
    cast(null as varchar) as full_json
from read_parquet(getvariable('source'), hive_partitioning = false);

comment on view temp.cells is
'One row per row of the source: its cells as the layout ai_ecosystem has them';
comment on column temp.cells.model_id is
'Id of the model';
comment on column temp.cells.likes is
'Likes on the Hub';
comment on column temp.cells.downloads is
'Downloads of the last 30 days';
comment on column temp.cells.pipeline_tag is
'Task';
comment on column temp.cells.library_name is
'Library';
comment on column temp.cells."createdAt" is
'When the model was created';
comment on column temp.cells.licenses is
'Licences, as a Python list literal';
comment on column temp.cells.datasets is
'Datasets, as a Python list literal';
comment on column temp.cells.languages is
'Languages, as a Python list literal';
comment on column temp.cells.parent_model is
'Parents, as a Python list literal';
comment on column temp.cells.finetune_parent is
'Parents that it was fine-tuned from, likewise';
comment on column temp.cells.quantized_parent is
'Parents that it was quantized from, likewise';
comment on column temp.cells.adapter_parent is
'Parents that it adapts, likewise';
comment on column temp.cells.merge_parent is
'Parents that it was merged from, likewise';
comment on column temp.cells.unknown_parent is
'Parents by a relation of another name, likewise';
comment on column temp.cells.misread is
'Columns that cannot be read, and their text';
comment on column temp.cells.full_json is
'The whole record as it is read; NULL where there is none';
