-- edge_deltas · version 2
--
-- One row per edge of the full graph: what changed from parent to child.
--
-- Rules
-- 1. A change is the child's value minus the parent's, of the models' final
--    values. It is NULL if either is missing.
-- 2. A percentage is a fraction, as in the published data: 54.8 is +5,480 %. It
--    is NULL if the parent has 0.
-- 3. Days are whole and rounded down, so that one second earlier is −1 day: the
--    remainder is subtracted first, since // and date_diff round towards 0.
-- 4. days_bound says what the days are worth if a model may be older than its
--    time of creation (see models.created_at_is_floor). If the parent may be,
--    the true difference is `at least` as great, if the child may be, it is `at
--    most`, and if both may be, it is `unknown`. NULL: the days are exact, or
--    NULL themselves.
create or replace view edge_deltas as
with
changes as (
    select
        edges.*,
        parents.likes as parent_likes,
        parents.downloads as parent_downloads,
        children.likes - parents.likes as likes,
        children.downloads - parents.downloads as downloads,
        epoch_us(children.created_at) - epoch_us(parents.created_at) as age,
        parents.created_at_is_floor as parent_is_floor,
        children.created_at_is_floor as child_is_floor,
        86400000000 as day
    from edges
    inner join models as parents on edges.parent_position = parents.position
    inner join models as children on edges.child_position = children.position
)

select
    parent_id,
    child_id,
    edge_type,
    edge_types,
    likes as change_in_likes,
    likes / nullif(parent_likes, 0) as percentage_change_in_likes,
    downloads as change_in_downloads,
    downloads / nullif(parent_downloads, 0) as percentage_change_in_downloads,
    (age - (age % day + day) % day) // day as "change_in_createdAt_days",
    case
        when age is null then null
        when parent_is_floor and child_is_floor then 'unknown'
        when parent_is_floor then 'at least'
        when child_is_floor then 'at most'
    end as days_bound,
    parent_position,
    child_position,
    source_row
from changes;

comment on view edge_deltas is
'One row per edge of the full graph: what changed from the parent to the child';
comment on column edge_deltas.parent_id is
'Id of the parent model';
comment on column edge_deltas.child_id is
'Id of the child model';
comment on column edge_deltas.edge_type is
'The last of edge_types; NULL where parent_model alone names the parent';
comment on column edge_deltas.edge_types is
'Types of the lists that name the parent, in the order of edge_type_names';
comment on column edge_deltas.change_in_likes is
'Child''s likes minus parent''s';
comment on column edge_deltas.percentage_change_in_likes is
'change_in_likes as a fraction of the parent''s likes';
comment on column edge_deltas.change_in_downloads is
'Child''s downloads of the last 30 days minus parent''s';
comment on column edge_deltas.percentage_change_in_downloads is
'change_in_downloads as a fraction of the parent''s downloads';
comment on column edge_deltas."change_in_createdAt_days" is
'Whole days from the parent''s creation to the child''s, rounded down';
comment on column edge_deltas.days_bound is
'at least, at most or unknown: the true days; NULL if exact or missing';
comment on column edge_deltas.parent_position is
'models.position of the parent';
comment on column edge_deltas.child_position is
'models.position of the child';
comment on column edge_deltas.source_row is
'First row of the source in which the child names the parent, from 1';
