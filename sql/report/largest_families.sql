-- report.largest_families · version 3
--
-- One row per family, the ten largest.
--
-- Rules
-- 1. A family is a weakly connected component of nomerges, named after its
--    root: see family_members.
-- 2. likes and downloads are totals over all members.
-- 3. A model that may be older than its date was created on or before it.
create schema if not exists report;

create or replace view report.largest_families as
with
total as (
    select count(*) as models
    from models
)

select
    families.root_id,
    families.size,
    families.size / total.models as share,
    families.depth,
    families.likes,
    families.downloads,
    created_on(
        models.created_at, models.created_at_is_floor
    ) as root_created_on,
    created_on(
        families.last_created_at, families.last_created_at_is_floor
    ) as last_created_on
from families
inner join models on families.root_position = models.position
cross join total
order by families.size desc, families.root_position asc
limit 10;

comment on view report.largest_families is
'One row per family, the ten largest';
comment on column report.largest_families.root_id is
'Id of the root, which names the family';
comment on column report.largest_families.size is
'Number of models';
comment on column report.largest_families.share is
'Fraction of all models';
comment on column report.largest_families.depth is
'Greatest generation of a member: most steps below the first models';
comment on column report.largest_families.likes is
'Total likes of all members';
comment on column report.largest_families.downloads is
'Total downloads of all members, of the last 30 days';
comment on column report.largest_families.root_created_on is
'Day on which the root was created, or on or before which, in UTC';
comment on column report.largest_families.last_created_on is
'Day on or before which the newest member was created, in UTC';
