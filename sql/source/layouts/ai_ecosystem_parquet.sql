-- temp.layout_cells · version 4
--
-- One row per row of the source, a Parquet file with the columns of the
-- research group's CSV: its cells as they would be in the CSV.
--
-- Rules
-- 1. The variable `source` names the files. Columns are found by name, and
--    other columns are ignored. arxiv_papers may be missing: the union adds it.
-- 2. A list is a LIST, or text as in the CSV. createdAt is a timestamp or text,
--    and a number is a number or text. A column of JSON has any of them.
-- 3. What cannot be an id goes to misread: see id_text.
-- 4. Several files make a table of all their columns. One whose type is not of
--    the same kind in all files is JSON. A time without a zone is in UTC, hence
--    the setting.
-- 5. card_text is the column modelCard if the variable with_cards is true.
--
-- Why columns: modelCard need not be there unless it is asked for.
create or replace temp view layout_cells as
with
file_rows as (
    select *
    from read_parquet(
        getvariable('source'),
        hive_partitioning = false,
        union_by_name = true
    )
),

rows_read as (
    select *
    from file_rows
    union all by name
    select cast(null as varchar) as arxiv_papers
    where false
)

select
    temp.id_text(model_id) as model_id,
    temp.cell_text(likes) as likes,
    temp.cell_text(downloads) as downloads,
    temp.cell_text(pipeline_tag) as pipeline_tag,
    temp.cell_text(library_name) as library_name,
    temp.time_text(temp.cell_text("createdAt")) as "createdAt",
    temp.list_text(licenses) as licenses,
    temp.list_text(datasets) as datasets,
    temp.list_text(languages) as languages,
    temp.list_text(arxiv_papers) as papers,
    temp.list_text(parent_model) as parent_model,
    temp.list_text(finetune_parent) as finetune_parent,
    temp.list_text(quantized_parent) as quantized_parent,
    temp.list_text(adapter_parent) as adapter_parent,
    temp.list_text(merge_parent) as merge_parent,
    cast(null as varchar) as unknown_parent,
    cast(null as struct(old_id varchar, new_id varchar)[]) as renamed,
    cast(null as struct(
        gated varchar,
        downloads_all_time bigint,
        trending_score double,
        parameters bigint,
        license_name varchar,
        license_link varchar
    )) as extra,
    temp.unread_cell(
        'model_id',
        nullif(cast(model_id as varchar), 'null'),
        temp.id_text(model_id)
    ) as misread,
    cast(null as varchar) as full_json,
    case
        when getvariable('with_cards')
            then temp.cell_text(
                columns(
                    lambda name: lower(name) = case
                        when getvariable('with_cards') then 'modelcard'
                        else 'model_id'
                    end
                )
            )
    end as card_text
from rows_read;

set timezone = 'UTC';

comment on view temp.layout_cells is
'One row per row of the source: the cells that its layout reads (see cells)';
