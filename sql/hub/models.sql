-- hub.models · version 1
--
-- One row per model that the Hub listed, in the order of the listing, with the
-- columns of the public dump "hub-stats".
--
-- Rules
-- 1. The variable `hub_parts` lists the files to read. A line is the Hub's
--    record of a model, in JSON, with its position in the listing.
-- 2. If a model was listed more than once, the first record counts.
-- 3. createdAt is in UTC. baseModels is the JSON text of that object. A value
--    of another form is missing.
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
            'baseModels': 'json'
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
    try_cast(likes as bigint) as likes,
    try_cast(downloads as bigint) as downloads,
    try_cast(tags as varchar[]) as tags,
    pipeline_tag,
    library_name,
    try_cast("createdAt" as timestamp) as "createdAt",
    cast("baseModels" as varchar) as "baseModels"
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
