-- temp.source · version 3
--
-- One row per row of the source file, in its order: what the fourteen columns
-- of the ai_ecosystem layout say that the graphs need.
--
-- Rules
-- 1. The file is the variable `source`: set variable source = 'path.csv';
-- 2. It is UTF-8 with a header, commas, double quotes and doubled quotes
--    inside them. Columns are found by name, and others are left alone. All
--    are read as text, so that nothing is guessed from a sample of the rows.
--    Nor is a folder called likes=7 a column, as elsewhere in DuckDB.
-- 3. A cell that stands for a missing value is NULL, but not in model_id,
--    where only the empty cell is: a model may be called `None`. The lists of
--    parents are as they are written; see temp.parent_lists.
-- 4. A number that cannot be read is NULL, and its text is kept beside it. A
--    time that cannot be read is NULL in created_at alone.
-- 5. rowid numbers the rows from 0, in the order of the file. Where several
--    rows bear one id, each knows the first and the last of them.
--
-- Why a table: others read it several times, and the file is parsed once. Why
-- an update: ids of several rows are few or none, and nothing that makes a join
-- may stand in the query, for a join mixes up the rows. They are looked for by
-- their hashes, which take less memory. Why 4 MiB at a time: memory for the
-- usual 32 MiB comes from the system anew each time, which is slow.
create or replace temp table source as
select
    model_id,
    temp.whole_number(likes) as likes,
    temp.whole_number(downloads) as downloads,
    temp.present(pipeline_tag) as pipeline_tag,
    temp.present(library_name) as library_name,
    temp.present("createdAt") as "createdAt",
    temp.created_at("createdAt") as created_at,
    temp.present(licenses) as licenses,
    temp.present(datasets) as datasets,
    temp.present(languages) as languages,
    case
        when
            parent_model <> '[]'
            or finetune_parent <> '[]'
            or quantized_parent <> '[]'
            or adapter_parent <> '[]'
            or merge_parent <> '[]'
            then
                [
                    parent_model,
                    finetune_parent,
                    quantized_parent,
                    adapter_parent,
                    merge_parent
                ]
    end as parent_cells,
    case
        when temp.whole_number(likes) is null then temp.present(likes)
    end as unreadable_likes,
    case
        when temp.whole_number(downloads) is null then temp.present(downloads)
    end as unreadable_downloads,
    cast(null as bigint) as first_row,
    cast(null as bigint) as last_row,
    cast(null as bigint) as source_rows
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
    buffer_size = 4194304
);

update temp.source
set
    first_row = repeated.first_row,
    last_row = repeated.last_row,
    source_rows = repeated.source_rows
from (
    with
    shared as (
        select hash(model_id) as code
        from temp.source
        group by code
        having count(*) > 1
    )

    select
        model_id,
        min(rowid) as first_row,
        max(rowid) as last_row,
        count(*) as source_rows
    from temp.source
    where hash(model_id) in (select code from shared)
    group by model_id
    having count(*) > 1
) as repeated
where source.model_id = repeated.model_id;

comment on table temp.source is
'One row per row of the source file, in its order';
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
'When the model was created, as it is written';
comment on column temp.source.created_at is
'When the model was created, in UTC';
comment on column temp.source.licenses is
'Licences, as a Python list literal';
comment on column temp.source.datasets is
'Datasets, as a Python list literal';
comment on column temp.source.languages is
'Languages, as a Python list literal';
comment on column temp.source.parent_cells is
'The five cells that list parents, parent_model first; NULL if they are empty';
comment on column temp.source.unreadable_likes is
'The text of likes where that is no number';
comment on column temp.source.unreadable_downloads is
'The text of downloads where that is no number';
comment on column temp.source.first_row is
'rowid of the first of several rows with this id; NULL where there is but one';
comment on column temp.source.last_row is
'rowid of the last of several rows with this id; NULL where there is but one';
comment on column temp.source.source_rows is
'How many rows bear this id, if several do';
