-- temp.source · version 4
--
-- One row per row of the source, in its order: what its cells say that the
-- graphs need. The file of the source's layout reads the cells.
--
-- Rules
-- 1. A cell that stands for a missing value is NULL, but not in model_id,
--    where only the empty cell is: a model may be called `None`. The lists of
--    parents are as they are written; see temp.parent_lists.
-- 2. A number or a time that cannot be read is NULL. The column and the text
--    are kept in unreadable, with what the layout could not read.
-- 3. rowid numbers the rows from 0, in the order of the source. Where several
--    rows bear one id, each knows the first and the last of them.
-- 4. Whole records are kept if the variable with_json says so.
--
-- Why a table: others read it several times, and the source is parsed once. Why
-- an update: ids of several rows are few or none, and nothing that makes a join
-- may stand in the query, for a join mixes up the rows. They are looked for by
-- their hashes, which take less memory.
create or replace temp table source as
with
present as (
    select
        *,
        temp.whole_number(likes) as likes_read,
        temp.whole_number(downloads) as downloads_read,
        temp.created_at("createdAt") as created_at,
        temp.present(likes) as likes_text,
        temp.present(downloads) as downloads_text,
        temp.present("createdAt") as created_text
    from temp.cells
)

select
    nullif(model_id, '') as model_id,
    likes_read as likes,
    downloads_read as downloads,
    temp.present(pipeline_tag) as pipeline_tag,
    temp.present(library_name) as library_name,
    created_text as "createdAt",
    created_at,
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
            or unknown_parent <> '[]'
            then
                [
                    parent_model,
                    finetune_parent,
                    quantized_parent,
                    adapter_parent,
                    merge_parent,
                    unknown_parent
                ]
    end as parent_cells,
    case
        when
            (likes_read is null and likes_text is not null)
            or (downloads_read is null and downloads_text is not null)
            or (created_at is null and created_text is not null)
            or misread is not null
            then list_concat(
                list_filter(
                    [
                        struct_pack(
                            column_name := 'likes',
                            cell := case
                                when likes_read is null then likes_text
                            end
                        ),
                        struct_pack(
                            column_name := 'downloads',
                            cell := case
                                when downloads_read is null then downloads_text
                            end
                        ),
                        struct_pack(
                            column_name := 'createdAt',
                            cell := case
                                when created_at is null then created_text
                            end
                        )
                    ],
                    lambda item: item.cell is not null
                ),
                misread
            )
    end as unreadable,
    case when getvariable('with_json') then full_json end as full_json,
    cast(null as bigint) as first_row,
    cast(null as bigint) as last_row,
    cast(null as bigint) as source_rows
from present;

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
'The six cells that list parents, parent_model first; NULL if they are empty';
comment on column temp.source.unreadable is
'Columns that cannot be read and their text; NULL where all could be';
comment on column temp.source.full_json is
'The whole record as it is read';
comment on column temp.source.first_row is
'rowid of the first of several rows with this id; NULL where there is but one';
comment on column temp.source.last_row is
'rowid of the last of several rows with this id; NULL where there is but one';
comment on column temp.source.source_rows is
'How many rows bear this id, if several do';
