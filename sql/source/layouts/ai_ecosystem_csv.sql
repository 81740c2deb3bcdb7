-- temp.layout_cells · version 5
--
-- One row per row of the source, a CSV file of the research group: its cells as
-- written.
--
-- Rules
-- 1. Columns are found by name, and other columns are ignored. arxiv_papers may
--    be missing: the union adds it.
-- 2. card_text is the column modelCard if the variable with_cards is true.
--
-- Why columns: modelCard need not be there unless it is asked for.
create or replace temp view layout_cells as
with
rows_read as (
    select *
    from temp.csv_rows()
    union all by name
    select cast(null as varchar) as arxiv_papers
    where false
)

select
    model_id,
    likes,
    downloads,
    pipeline_tag,
    library_name,
    "createdAt",
    licenses,
    datasets,
    languages,
    arxiv_papers as papers,
    parent_model,
    finetune_parent,
    quantized_parent,
    adapter_parent,
    merge_parent,
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
    cast(null as struct(column_name varchar, cell varchar)[]) as misread,
    cast(null as varchar) as full_json,
    case
        when getvariable('with_cards')
            then columns(
                lambda name: lower(name) = case
                    when getvariable('with_cards') then 'modelcard'
                    else 'model_id'
                end
            )
    end as card_text
from rows_read;

comment on view temp.layout_cells is
'One row per row of the source: the cells that its layout reads (see cells)';
