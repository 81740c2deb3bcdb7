-- missing_parents · version 2
--
-- One row per model and text that it names as a parent without an edge: part of
-- its lineage is not known.
--
-- Rules
-- 1. A parent is missing if its entry gives no edge (see parents), for
--    whatever reason: it is absent, renamed, no id, or of a relation that is no
--    edge type, unless that names the model itself or the parent of an edge.
-- 2. A list of parents that cannot be read, or an entry of it, is missing as a
--    whole list, with the status unreadable (see rejects). So is a record whose
--    tags or model card cannot be read, as they may name parents. The lists of
--    all rows with its id count, not only those of the last.
-- 3. edge_type and source_row are what those of an edge would be (see edges).
--    Unknown relations give no type, nor do tags and model cards.
create or replace view missing_parents as
with
others (column_name) as (
    values
    ('likes'),
    ('downloads'),
    ('createdAt'),
    ('downloadsAllTime'),
    ('trendingScore'),
    ('parameters'),
    ('cardData.language'),
    ('cardData.license_name'),
    ('cardData.license_link')
),

declared as (
    select
        parents.parent_id,
        parents.child_id,
        any_value(parents.status) filter (
            where parents.status <> 'repeat'
        ) as status,
        any_value(parents.suggested_id) as suggested_id,
        list(cast(parents.relation as varchar)) as relations,
        parents.child_position,
        parents.source_row
    from parents
    left join edges
        on
            parents.parent_position = edges.parent_position
            and parents.child_position = edges.child_position
    where
        edges.child_position is null
        and parents.parent_position is distinct from parents.child_position
        and parents.parent_id is not null
    group by
        parents.parent_id,
        parents.child_id,
        parents.child_position,
        parents.source_row
),

missing as (
    select
        parent_id,
        child_id,
        cast(last(status order by source_row) as varchar) as status,
        any_value(suggested_id) as suggested_id,
        last(relations order by source_row) as relations,
        child_position,
        min(source_row) as source_row
    from declared
    group by parent_id, child_id, child_position
    union all
    select
        rejects.cell as parent_id,
        rejects.model_id as child_id,
        'unreadable' as status,
        null as suggested_id,
        list(replace(rejects.column_name, '_parent', '')) as relations,
        models.position as child_position,
        min(rejects.source_row) as source_row
    from rejects
    inner join models on rejects.model_id = models.model_id
    anti join others on rejects.column_name = others.column_name
    group by rejects.cell, rejects.model_id, models.position
)

select
    parent_id,
    child_id,
    as_edge_type(
        list_filter(
            edge_type_names(), lambda name: list_contains(relations, name)
        )[-1]
    ) as edge_type,
    status,
    suggested_id,
    child_position,
    source_row
from missing
order by child_position, source_row, parent_id;

comment on view missing_parents is
'One row per model and text that it names as a parent without an edge';
comment on column missing_parents.parent_id is
'The parent as written, or the text of a list that cannot be read';
comment on column missing_parents.child_id is
'Id of the model that names it';
comment on column missing_parents.edge_type is
'Type that the edge would have: see edges';
comment on column missing_parents.status is
'parents.status, or unreadable';
comment on column missing_parents.suggested_id is
'Id of the model that was probably meant; NULL if there is none';
comment on column missing_parents.child_position is
'models.position of the model that names it';
comment on column missing_parents.source_row is
'First row of the source in which the model names it, from 1';
