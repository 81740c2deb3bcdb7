-- temp.layout_cells · version 3
--
-- One row per row of the source, a CSV file of the research group: its cells as
-- written.
--
-- Rules
-- 1. Columns are found by name, and other columns are ignored.
create or replace temp view layout_cells as
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
    cast(null as varchar) as full_json
from temp.csv_rows();

comment on view temp.layout_cells is
'One row per row of the source: the cells that its layout reads (see cells)';
