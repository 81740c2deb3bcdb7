-- temp.source · version 11
--
-- One row per row of the source, numbered by rowid from 0: its values, parsed.
--
-- Rules
-- 1. A missing value is NULL. In model_id only the empty cell is missing: a
--    model may be called `None`. Lists of parents are kept as written.
-- 2. A number or a time that cannot be parsed is NULL, and is in unreadable.
-- 3. others has unreadable, the columns whose cells could not be read and their
--    text; renamed, old and new ids of parents; extra, what else a record says
--    (see models); and kept, what was asked to be kept of it.
--
-- Why others: few rows have one, and in memory a NULL takes as much as a value.
-- An update keeps the rows in order, and hashes are small.
create or replace temp table source as
with
parsed as (
    select
        *,
        temp.parse_whole_number(likes) as likes_value,
        temp.parse_whole_number(downloads) as downloads_value,
        temp.parse_time("createdAt") as created_at,
        list_concat(
            temp.unread_cell('likes', likes, likes_value),
            temp.unread_cell('downloads', downloads, downloads_value),
            temp.unread_cell('createdAt', "createdAt", created_at),
            misread
        ) as unreadable,
        temp.kept_extras(full_json, temp.null_if_missing(card_text)) as kept
    from temp.cells
)

select
    nullif(model_id, '') as model_id,
    likes_value as likes,
    downloads_value as downloads,
    temp.null_if_missing(pipeline_tag) as pipeline_tag,
    temp.null_if_missing(library_name) as library_name,
    temp.null_if_missing("createdAt") as "createdAt",
    created_at,
    temp.null_if_missing(licenses) as licenses,
    temp.null_if_missing(datasets) as datasets,
    temp.null_if_missing(languages) as languages,
    temp.null_if_missing(papers) as papers,
    case
        when
            parent_model <> '[]'
            or finetune_parent <> '[]'
            or quantized_parent <> '[]'
            or adapter_parent <> '[]'
            or merge_parent <> '[]'
            or unknown_parent <> '[]'
            then [
                parent_model, finetune_parent, quantized_parent,
                adapter_parent, merge_parent, unknown_parent
            ]
    end as parent_cells,
    case
        when
            len(unreadable) > 0
            or renamed is not null
            or extra is not null
            or kept is not null
            then [
                struct_pack(
                    unreadable := unreadable,
                    renamed := renamed,
                    extra := extra,
                    kept := kept
                )
            ]
    end as others,
    cast(null as bigint) as first_row,
    cast(null as integer) as source_rows
from parsed;

update temp.source
set
    first_row = ids.first_row,
    source_rows = ids.source_rows * cast(source.rowid = ids.last_row as int)
from (
    select
        model_id,
        min(rowid) as first_row,
        max(rowid) as last_row,
        count(*) as source_rows
    from temp.source
    where
        hash(model_id) in (
            select hash(others.model_id)
            from temp.source as others
            group by hash(others.model_id)
            having count(*) > 1
        )
    group by model_id
    having count(*) > 1
) as ids
where source.model_id = ids.model_id;

comment on table temp.source is 'One row per row of the source';
comment on column temp.source.model_id is 'Id; NULL only for the empty cell';
comment on column temp.source.likes is 'Likes on the Hub';
comment on column temp.source.downloads is 'Downloads of the last 30 days';
comment on column temp.source.pipeline_tag is 'Task';
comment on column temp.source.library_name is 'Library';
comment on column temp.source."createdAt" is 'When it was created, as written';
comment on column temp.source.created_at is 'When it was created, in UTC';
comment on column temp.source.licenses is 'Licences, as a Python list';
comment on column temp.source.datasets is 'Datasets, as a Python list';
comment on column temp.source.languages is 'Languages, as a Python list';
comment on column temp.source.papers is 'Papers, as a Python list';
comment on column temp.source.parent_cells is
'The cells that list parents, parent_model first; NULL if all are empty';
comment on column temp.source.others is
'At most one: cells that could not be read, renames, what else the record says';
comment on column temp.source.first_row is
'rowid of the first row with this id, if there are several';
comment on column temp.source.source_rows is
'How many rows have this id, in the last of several; 0 in the others';
