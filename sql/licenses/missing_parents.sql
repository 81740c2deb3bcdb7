-- missing_parents · version 1
--
-- One row per model and text that it names as a parent without an edge: part of
-- its lineage is not known.
--
-- Rules
-- 1. A parent is missing if its entry gives no edge (see parents), for
--    whatever reason: it is absent, renamed, no id, or of a relation that is no
--    edge type.
-- 2. A list of parents that cannot be read is missing as a whole, with the
--    status unreadable (see rejects). So is a record whose tags or model card
--    cannot be read, as they may name parents.
create or replace view missing_parents as
with
numbers (column_name) as (
    values
    ('likes'),
    ('downloads'),
    ('createdAt'),
    ('downloadsAllTime'),
    ('trendingScore'),
    ('parameters'),
    ('cardData.language')
)

select
    child_position as position,
    parent_id,
    cast(status as varchar) as status,
    suggested_id
from parents
where
    status = 'unknown_type'
    or (parent_position is null and status <> 'repeat')
group by all
union all
select
    models.position,
    rejects.cell as parent_id,
    'unreadable' as status,
    cast(null as varchar) as suggested_id
from rejects
inner join models on rejects.source_row = models.source_row
anti join numbers on rejects.column_name = numbers.column_name;

comment on view missing_parents is
'One row per model and text that it names as a parent without an edge';
comment on column missing_parents.position is
'models.position of the model that names it';
comment on column missing_parents.parent_id is
'The parent as written, or the text of a list that cannot be read';
comment on column missing_parents.status is
'parents.status, or unreadable';
comment on column missing_parents.suggested_id is
'Id of the model that was probably meant; NULL if there is none';
