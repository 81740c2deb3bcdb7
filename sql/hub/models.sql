-- hub.models · version 4
--
-- One row per model that the Hub listed, in the order of the listing, with the
-- columns of the public dump "hub-stats".
--
-- Rules
-- 1. The variable `hub_parts` lists the files to read. A line is the Hub's
--    record of a model, in JSON, with its position in the listing.
-- 2. If a model was listed more than once, the first record counts.
-- 3. createdAt is in UTC. baseModels is the JSON text of that object. gated is
--    false, auto or manual. A value of another form is missing; DuckDB would
--    round a fraction to a whole number, hence the expressions.
-- 4. parameters is the total of safetensors, a column of its own in hub-stats:
--    the counts of each type of number would cost more than they tell.
-- 5. formerIds are the ids under which the Hub redirects to the model: the
--    variable `hub_renames` lists pairs of an old id and a new one.
--
-- Why a view: it is written straight to a file and need not be kept in memory.
-- Why not materialized: for the same reason; what is read twice is small.
create schema if not exists hub;

create or replace view hub.models as
with
listed as not materialized (
    select *
    from read_json(
        getvariable('hub_parts'),
        format = 'newline_delimited',
        hive_partitioning = false,
        columns = {
            'position': 'bigint',
            'id': 'varchar',
            'likes': 'varchar',
            'downloads': 'varchar',
            'tags': 'json',
            'pipeline_tag': 'varchar',
            'library_name': 'varchar',
            'createdAt': 'varchar',
            'baseModels': 'json',
            'downloadsAllTime': 'varchar',
            'gated': 'varchar',
            'trendingScore': 'varchar',
            'safetensors': 'json',
            'license_name': 'varchar',
            'license_link': 'varchar'
        }
    )
),

firsts as (
    select min(position) as position
    from listed
    group by id
)

select
    id,
    try_cast(regexp_extract(likes, '^-?[0-9]+$') as bigint) as likes,
    try_cast(regexp_extract(downloads, '^-?[0-9]+$') as bigint) as downloads,
    try_cast(tags as varchar[]) as tags,
    pipeline_tag,
    library_name,
    try_cast("createdAt" as timestamp) as "createdAt",
    cast("baseModels" as varchar) as "baseModels",
    try_cast(
        regexp_extract("downloadsAllTime", '^-?[0-9]+$') as bigint
    ) as "downloadsAllTime",
    case when gated in ('false', 'auto', 'manual') then gated end as gated,
    try_cast("trendingScore" as double) as "trendingScore",
    try_cast(
        regexp_extract(safetensors ->> '$.total', '^-?[0-9]+$') as bigint
    ) as parameters,
    nullif(
        list_transform(
            list_filter(
                cast(getvariable('hub_renames') as varchar[][]),
                lambda pair: pair[2] = id
            ),
            lambda pair: pair[1]
        ),
        []
    ) as "formerIds",
    license_name,
    license_link
from listed
where position in (select position from firsts)
order by position;

comment on view hub.models is
'One row per model that the Hub listed, in that order';
comment on column hub.models.id is
'Id of the model';
comment on column hub.models.likes is
'Likes on the Hub';
comment on column hub.models.downloads is
'Downloads of the last 30 days';
comment on column hub.models.tags is
'Tags';
comment on column hub.models.pipeline_tag is
'Task';
comment on column hub.models.library_name is
'Library';
comment on column hub.models."createdAt" is
'When the model was created, in UTC';
comment on column hub.models."baseModels" is
'JSON text: from which models it was made, and how';
comment on column hub.models."downloadsAllTime" is
'Downloads since its creation';
comment on column hub.models.gated is
'Who gets its files: false, or by a request that is granted auto or manual';
comment on column hub.models."trendingScore" is
'Score by which the Hub sorts trending models';
comment on column hub.models.parameters is
'Parameters of its weights, as safetensors counts them';
comment on column hub.models."formerIds" is
'Ids that the model had before, and from which the Hub redirects to it';
comment on column hub.models.license_name is
'Name of its licence in its model card, which only a family is asked for';
comment on column hub.models.license_link is
'Link to the text of its licence in its model card';
