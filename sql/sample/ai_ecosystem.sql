-- sample.ai_ecosystem · version 1
--
-- One row per row of the sample table, with the columns of the layout
-- ai_ecosystem_csv as text.
--
-- Rules
-- 1. A list is a Python literal, and an empty cell is a missing value.
-- 2. createdAt runs from 2 March 2022 to 11 July 2025, as in the public
--    snapshot; a few are missing.
create schema if not exists sample;

create or replace table sample.ai_ecosystem as
with
lists as (
    select
        source_row,
        list(parent order by place)
        filter (where list_contains(relations, 'listed')) as listed,
        list(parent order by place)
        filter (where list_contains(relations, 'finetune')) as finetune,
        list(parent order by place)
        filter (where list_contains(relations, 'quantized')) as quantized,
        list(parent order by place)
        filter (where list_contains(relations, 'adapter')) as adapter,
        list(parent order by place)
        filter (where list_contains(relations, 'merge')) as merge
    from sample.parents
    group by source_row
)

select
    traits.model_id,
    case
        when sample.draw(traits.source_row, 'no likes', 500) > 0
            then traits.fame * sample.heavy_tail(traits.source_row, 'likes', 1)
    end as likes,
    traits.fame * sample.draw(traits.source_row, 'trend', 2) as "trendingScore",
    'False' as private,
    case
        when sample.draw(traits.source_row, 'no downloads', 500) > 0
            then
                traits.fame
                * sample.heavy_tail(traits.source_row, 'downloads', 5)
    end as downloads,
    sample.literal(list_concat(
        list_filter(
            [traits.library, traits.task], lambda tag: tag is not null
        ),
        list_transform(
            lists.listed, lambda parent: 'base_model:' || parent
        ),
        list_transform(
            traits.licenses, lambda license: 'license:' || license
        ),
        ['region:us']
    )) as tags,
    traits.task as pipeline_tag,
    traits.library as library_name,
    case
        when sample.draw(traits.source_row, 'no date', 500) > 0
            then strftime(traits.created, '%Y-%m-%dT%H:%M:%S.000Z')
    end as "createdAt",
    '[''us'']' as regions,
    sample.literal(traits.licenses) as licenses,
    '[]' as arxiv_papers,
    sample.literal(traits.datasets) as datasets,
    sample.literal(lists.listed) as parent_model,
    sample.literal(lists.finetune) as finetune_parent,
    sample.literal(lists.quantized) as quantized_parent,
    sample.literal(lists.adapter) as adapter_parent,
    sample.literal(lists.merge) as merge_parent,
    sample.literal(traits.languages) as languages
from sample.traits
left join lists on traits.source_row = lists.source_row
order by traits.source_row;

comment on table sample.ai_ecosystem is
'The sample table in the ai_ecosystem layout, one row per model';
comment on column sample.ai_ecosystem.model_id is
'Id of the model';
comment on column sample.ai_ecosystem.likes is
'Likes';
comment on column sample.ai_ecosystem."trendingScore" is
'Trending score';
comment on column sample.ai_ecosystem.private is
'False';
comment on column sample.ai_ecosystem.downloads is
'Downloads of the last 30 days';
comment on column sample.ai_ecosystem.tags is
'Tags, as a Python list literal';
comment on column sample.ai_ecosystem.pipeline_tag is
'Task';
comment on column sample.ai_ecosystem.library_name is
'Library';
comment on column sample.ai_ecosystem."createdAt" is
'When it was created';
comment on column sample.ai_ecosystem.regions is
'Regions, as a Python list literal';
comment on column sample.ai_ecosystem.licenses is
'Licences, as a Python list literal';
comment on column sample.ai_ecosystem.arxiv_papers is
'Papers, as a Python list literal';
comment on column sample.ai_ecosystem.datasets is
'Datasets, as a Python list literal';
comment on column sample.ai_ecosystem.parent_model is
'Parents of any kind, as a Python list literal';
comment on column sample.ai_ecosystem.finetune_parent is
'Parents of a fine-tune, as a Python list literal';
comment on column sample.ai_ecosystem.quantized_parent is
'Parents of a quantization, as a Python list literal';
comment on column sample.ai_ecosystem.adapter_parent is
'Parents of an adapter, as a Python list literal';
comment on column sample.ai_ecosystem.merge_parent is
'Parents of a merge, as a Python list literal';
comment on column sample.ai_ecosystem.languages is
'Languages, as a Python list literal';
