-- family_growth · version 1
--
-- One row per family and month in which members of it were created: how many,
-- and how many models the family has so far; one more per family for older
-- models, and one for those of unknown date.
--
-- Rules
-- 1. Families are those of family_members, months those of growth: older
--    models, whose date is a placeholder, are in the first row of a family,
--    where is_floor is true and the month NULL, and count in every later one.
-- 2. Models without a readable creation time are in its last row, where
--    is_floor, the month and models_so_far are NULL.
create or replace view family_growth as
select
    family_members.root_id,
    case
        when not models.created_at_is_floor
            then cast(date_trunc('month', models.created_at) as date)
    end as month,
    models.created_at_is_floor as is_floor,
    count(*) as models,
    case
        when is_floor is not null
            then cast(
                sum(count(*)) over (
                    partition by family_members.root_position
                    order by is_floor desc nulls last, month asc
                ) as bigint
            )
    end as models_so_far,
    family_members.root_position
from family_members
inner join models on family_members.position = models.position
group by
    family_members.root_id,
    family_members.root_position,
    month,
    is_floor
order by
    family_members.root_position asc, is_floor desc nulls last, month asc;

comment on view family_growth is
'One row per family and month, older models apart: the models of it so far';
comment on column family_growth.root_id is
'Id of the root, which names the family';
comment on column family_growth.month is
'First day of the month; NULL for older models and those of unknown date';
comment on column family_growth.is_floor is
'Whether they are from before the months, their date a placeholder';
comment on column family_growth.models is
'Models of the family created then';
comment on column family_growth.models_so_far is
'Models of it created then or before; NULL for those of unknown date';
comment on column family_growth.root_position is
'models.position of the root';
