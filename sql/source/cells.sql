-- temp.cells · version 6
--
-- One row per row of the source: its cells as text, in the columns of the
-- layout ai_ecosystem_csv. They come from the file of the source's layout.
--
-- Rules
-- 1. Column names are spelled as here, whatever case the source uses: DuckDB
--    finds a column in any case and keeps the case that it finds.
--
-- Why a view: temp.source reads it only once, and columns that temp.source does
-- not need are not read from the file.
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
    papers as papers,
    parent_model as parent_model,
    finetune_parent as finetune_parent,
    quantized_parent as quantized_parent,
    adapter_parent as adapter_parent,
    merge_parent as merge_parent,
    unknown_parent as unknown_parent,
    renamed as renamed,
    extra as extra,
    misread as misread,
    full_json as full_json,
    card_text as card_text
from temp.layout_cells;

comment on view temp.cells is
'One row per row of the source: its cells as text';
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
comment on column temp.cells.papers is
'Papers of arXiv, as a Python list literal';
comment on column temp.cells.parent_model is
'Parents, as a Python list literal';
comment on column temp.cells.finetune_parent is
'Parents that it was fine-tuned from, as a Python list literal';
comment on column temp.cells.quantized_parent is
'Parents that it was quantized from, as a Python list literal';
comment on column temp.cells.adapter_parent is
'Parents that it adapts, as a Python list literal';
comment on column temp.cells.merge_parent is
'Parents that it was merged from, as a Python list literal';
comment on column temp.cells.unknown_parent is
'Parents with any other relation, as a Python list literal';
comment on column temp.cells.renamed is
'Old ids of parents and their new ones, as the record tells them';
comment on column temp.cells.extra is
'What else the record says of the model: see models';
comment on column temp.cells.misread is
'Columns whose cells could not be read, and the text of these cells';
comment on column temp.cells.full_json is
'The whole record as read; NULL if the layout has no whole records';
comment on column temp.cells.card_text is
'The text of the model card; NULL unless it was asked for';
