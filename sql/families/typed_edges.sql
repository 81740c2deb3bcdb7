-- typed_edges · version 1
--
-- One row per model and parent that a list of some type names, whether the
-- parent is in the table or not: an edge of the graph with absent parents.
--
-- Rules
-- 1. The lists are those of the edge types (see edge_type_names). A parent that
--    parent_model alone names has no row.
-- 2. A parent that gives no edge (see parents.status), for whatever reason, is
--    a node by the text as written: its position is a number below 0, the same
--    for the same text, and is_absent is true. Two spellings are two nodes.
-- Source: the notebook draw_trees of "Anatomy of a Machine Learning Ecosystem",
-- in the repository bendlaufer/ai-ecosystem, which draws families so.
create or replace view typed_edges as
with
named as materialized (
    select distinct
        parent_position,
        case when parent_position is null then parent_id end as absent_id,
        child_position
    from parents
    where
        list_contains(edge_type_names(), cast(relation as varchar))
        and (parent_position is not null or parent_id is not null)
),

absent as (
    select
        absent_id,
        -row_number() over (order by absent_id) as position
    from named
    where absent_id is not null
    group by absent_id
)

select
    coalesce(named.absent_id, models.model_id) as parent_id,
    named.absent_id is not null as is_absent,
    coalesce(named.parent_position, absent.position) as parent_position,
    named.child_position
from named
left join absent on named.absent_id = absent.absent_id
left join models on named.parent_position = models.position;

comment on view typed_edges is
'One row per model and parent that a typed list names, in the table or not';
comment on column typed_edges.parent_id is
'Id of the parent; as written if it is absent';
comment on column typed_edges.is_absent is
'Whether the entry gives no edge, as no model of the table has the id';
comment on column typed_edges.parent_position is
'models.position of the parent; below 0 if it is absent';
comment on column typed_edges.child_position is
'models.position of the child';
