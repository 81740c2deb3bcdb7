-- temp.source · version 1
--
-- One row per row of the source file, in its order, as text: the fourteen
-- columns of the ai_ecosystem layout that the graphs need.
--
-- Rules
-- 1. The file is the variable `source`: set variable source = 'path.csv';
-- 2. It is UTF-8 with a header, commas, double quotes and doubled quotes
--    inside them. Columns are found by name, and others are left alone. All
--    are read as text, so that nothing is guessed from a sample of the rows.
-- 3. A cell that stands for a missing value is NULL, but not in model_id,
--    where only the empty cell is: a model may be called `None`.
-- 4. rowid numbers the rows from 0, in the order of the file.
--
-- Why a table: others read it several times, and the file is parsed once.
-- Nothing that makes a join may stand here: a join mixes up the rows.
create or replace temp table source as
select
    model_id,
    temp.present(likes) as likes,
    temp.present(downloads) as downloads,
    temp.present(pipeline_tag) as pipeline_tag,
    temp.present(library_name) as library_name,
    temp.present("createdAt") as "createdAt",
    temp.present(licenses) as licenses,
    temp.present(datasets) as datasets,
    temp.present(languages) as languages,
    temp.present(parent_model) as parent_model,
    temp.present(finetune_parent) as finetune_parent,
    temp.present(quantized_parent) as quantized_parent,
    temp.present(adapter_parent) as adapter_parent,
    temp.present(merge_parent) as merge_parent
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
    encoding = 'utf-8'
);

comment on table temp.source is
'One row per row of the source file, in its order, as text';
comment on column temp.source.model_id is
'Id of the model; NULL for the empty cell alone';
comment on column temp.source.likes is
'Likes on the Hub';
comment on column temp.source.downloads is
'Downloads of the last 30 days';
comment on column temp.source.pipeline_tag is
'Task';
comment on column temp.source.library_name is
'Library';
comment on column temp.source."createdAt" is
'When the model was created';
comment on column temp.source.licenses is
'Licences, as a Python list literal';
comment on column temp.source.datasets is
'Datasets, as a Python list literal';
comment on column temp.source.languages is
'Languages, as a Python list literal';
comment on column temp.source.parent_model is
'Parents of any kind, as a Python list literal';
comment on column temp.source.finetune_parent is
'Models that it is a fine-tune of, as a Python list literal';
comment on column temp.source.quantized_parent is
'Models that it is a quantization of, as a Python list literal';
comment on column temp.source.adapter_parent is
'Models that it is an adapter of, as a Python list literal';
comment on column temp.source.merge_parent is
'Models that it is a merge of, as a Python list literal';
