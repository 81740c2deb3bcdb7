-- models · version 5
--
-- One row per model: a node of every graph.
--
-- Rules
-- 1. The nodes are in the order of position, that of the first row with each
--    id. If several rows have the same id, the values are those of the last.
-- 2. A row without an id is not a model; see rejects.
-- 3. likes and downloads are whole numbers of at most 15 digits, which doubles
--    hold exactly; `12.0`, as pandas writes whole numbers in a column with
--    missing values, is 12. Anything else is NULL; see rejects.
-- 4. "createdAt" is the text of the cell. created_at is that time in UTC, or
--    NULL if it is not of the form 2025-07-11T00:55:12.000Z.
-- 5. The Hub has kept times of creation since 2 March 2022: all older models
--    have a time of that day, 23:29:04 or 23:29:05. created_at_is_floor says
--    that created_at is of that day or before, so that the model was created
--    then or earlier, by years perhaps. It is NULL if created_at is.
-- 6. licenses, datasets and languages are the texts of the cells, Python list
--    literals: python_list(licenses) reads them.
-- 7. The last columns are what records of the Hub say besides; NULL where the
--    record or the layout does not. papers are the tags arxiv:X of records, and
--    the column arxiv_papers of tables that have it.
--
-- Why no join and no sort: the rows keep the order of the source and are
-- compressed as they are read. A model with several rows is stored in the place
-- of the last; `order by position` gives the order of the nodes.
create or replace table models as
select
    coalesce(first_row, rowid) as position,
    model_id,
    likes,
    downloads,
    pipeline_tag,
    library_name,
    "createdAt",
    created_at,
    created_at < timestamp '2022-03-03' as created_at_is_floor,
    licenses,
    datasets,
    languages,
    rowid + 1 as source_row,
    cast(coalesce(source_rows, 1) as bigint) as source_rows,
    others[1].extra.gated as gated,
    others[1].extra.downloads_all_time as downloads_all_time,
    others[1].extra.trending_score as trending_score,
    others[1].extra.parameters as parameters,
    others[1].extra.license_name as license_name,
    others[1].extra.license_link as license_link,
    papers
from temp.source
where
    model_id is not null
    and source_rows is distinct from 0;

comment on table models is
'One row per model: a node of every graph';
comment on column models.position is
'Place in the order of the nodes: the first row with the id, from 0';
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
comment on column models.created_at_is_floor is
'Whether the model may be older, as created_at is of 2022-03-02 or before';
comment on column models.licenses is
'Licences, as a Python list literal; NULL where missing';
comment on column models.datasets is
'Datasets, as a Python list literal; NULL where missing';
comment on column models.languages is
'Languages, as a Python list literal; NULL where missing';
comment on column models.source_row is
'Row of the source that gave the values, from 1 below the header';
comment on column models.source_rows is
'Number of rows of the source with this id';
comment on column models.gated is
'Who gets its files: everybody if false, else on a request: auto or manual';
comment on column models.downloads_all_time is
'Downloads since it was created';
comment on column models.trending_score is
'Score by which the Hub orders the models that trend';
comment on column models.parameters is
'Number of parameters, the total of its safetensors';
comment on column models.license_name is
'Name of its licence, as its card gives it where the licence is other';
comment on column models.license_link is
'Link to the text of its licence, or its file, as its card gives it';
comment on column models.papers is
'Papers by their arXiv ids, a Python list literal; NULL where not known';
