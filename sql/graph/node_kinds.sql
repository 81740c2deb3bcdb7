-- temp.node_kinds · version 1
--
-- One row per combination of task, library, licences, datasets and languages
-- that models have.
--
-- Why: there are about ten models per combination, and a pickle of the graphs
-- stores each combination once. They are numbered in the order in which the
-- models first have them.
create or replace temp table node_kinds as
select
    pipeline_tag,
    library_name,
    licenses,
    datasets,
    languages,
    row_number() over (order by min(position)) - 1 as code
from models
group by pipeline_tag, library_name, licenses, datasets, languages;

comment on table temp.node_kinds is
'One row per combination of texts that models have';
comment on column temp.node_kinds.pipeline_tag is
'models.pipeline_tag';
comment on column temp.node_kinds.library_name is
'models.library_name';
comment on column temp.node_kinds.licenses is
'models.licenses';
comment on column temp.node_kinds.datasets is
'models.datasets';
comment on column temp.node_kinds.languages is
'models.languages';
comment on column temp.node_kinds.code is
'Number of the combination, from 0';
