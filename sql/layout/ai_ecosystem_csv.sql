-- layout.ai_ecosystem_csv · version 1
--
-- One row per row of the source, a CSV file of the research group: its cells as
-- they are written.
--
-- Rules
-- 1. The files are the variable `source`: set variable source = 'path.csv';
-- 2. They are UTF-8 with a header, commas, double quotes and doubled quotes
--    inside them. Columns are found by name, and others are left alone. All
--    are read as text, so that nothing is guessed from a sample of the rows.
--    Nor is a folder called likes=7 a column, as elsewhere in DuckDB. The case
--    of their names is as here, however the file has it: hence likes as likes.
-- 3. They are read by several threads, unless the variable `parallel` is false.
--
-- Why rule 3: a thread that begins within a quoted cell with line ends in it
-- can fail, though never without a word. Why 4 MiB at a time: memory for the
-- usual 32 MiB comes from the system anew each time, which is slow.
-- noqa: disable=AL09
create or replace temp view cells as
select
    model_id as model_id,
    likes as likes,
    downloads as downloads,
    pipeline_tag as pipeline_tag,
    library_name as library_name,
    "createdAt" as "createdAt",
    licenses as licenses,
    datasets as datasets,
    languages as languages,
    parent_model as parent_model,
    finetune_parent as finetune_parent,
    quantized_parent as quantized_parent,
    adapter_parent as adapter_parent,
    merge_parent as merge_parent,
    cast(null as varchar) as unknown_parent,
    cast(null as struct(column_name varchar, cell varchar)[]) as misread,
    cast(null as varchar) as full_json
from read_csv(
    getvariable('source'),
    header = true,
    delim = ',',
    quote = '"',
    escape = '"',
    comment = '',
    skip = 0,
    nullstr = '',
    all_varchar = true,
    strict_mode = true,
    normalize_names = false,
    hive_partitioning = false,
    encoding = 'utf-8',
    buffer_size = 4194304,
    parallel = coalesce(getvariable('parallel'), true)
);

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
