-- edges · version 1
--
-- One row per edge: a model and one of its parents that is itself a model of
-- the table. Key: parent_id, child_id.
--
-- Rules
-- 1. All lists of a row count as one: a parent that any of them names gives one
--    edge. The list of unknown relations does not count. A model may be its own
--    parent, and there may be cycles.
-- 2. edge_types are the typed lists that name the parent, in the order
--    finetune, quantized, adapter, merge; empty if only parent_model names it.
--    edge_type is the last of them, NULL if there is none.
-- 3. If several rows have the child's id, the types come from the last of those
--    that name the parent in any list.
-- 4. Edges are in the order of their parents' nodes, then of the first row of
--    the child that names the parent.
--
-- Why positions as well as ids: numbers join and sort faster than names, and
-- the order of the edges is `order by parent_position, source_row`.
create or replace table edges as
with
declared as (
    select
        parent_position,
        child_position,
        source_row,
        any_value(parent_id) as parent_id,
        any_value(child_id) as child_id,
        bool_or(relation = 'finetune') as is_finetune,
        bool_or(relation = 'quantized') as is_quantized,
        bool_or(relation = 'adapter') as is_adapter,
        bool_or(relation = 'merge') as is_merge
    from parents
    where parent_position is not null and relation <> 'unknown'
    group by parent_position, child_position, source_row
),

pairs as (
    select
        parent_position,
        child_position,
        min(source_row) as source_row,
        max(source_row) as last_row
    from declared
    group by parent_position, child_position
)

select
    declared.parent_id,
    declared.child_id,
    cast(
        case
            when declared.is_merge then 'merge'
            when declared.is_adapter then 'adapter'
            when declared.is_quantized then 'quantized'
            when declared.is_finetune then 'finetune'
        end
        as enum('finetune', 'quantized', 'adapter', 'merge')
    ) as edge_type,
    cast(
        list_filter(
            [
                case when declared.is_finetune then 'finetune' end,
                case when declared.is_quantized then 'quantized' end,
                case when declared.is_adapter then 'adapter' end,
                case when declared.is_merge then 'merge' end
            ],
            lambda edge_type: edge_type is not null
        )
        as enum('finetune', 'quantized', 'adapter', 'merge')[]
    ) as edge_types,
    pairs.parent_position,
    pairs.child_position,
    pairs.source_row
from pairs
inner join declared
    on
        pairs.parent_position = declared.parent_position
        and pairs.child_position = declared.child_position
        and pairs.last_row = declared.source_row
order by pairs.parent_position, pairs.source_row;

comment on table edges is
'One row per edge of the full graph, in the order of the edges';
comment on column edges.parent_id is
'Id of the model that the child was made from';
comment on column edges.child_id is
'Id of the model that was made from the parent';
comment on column edges.edge_type is
'The last of edge_types; NULL where parent_model alone names the parent';
comment on column edges.edge_types is
'The typed lists that name the parent: finetune, quantized, adapter, merge';
comment on column edges.parent_position is
'models.position of the parent';
comment on column edges.child_position is
'models.position of the child';
comment on column edges.source_row is
'First row of the source in which the child names the parent, from 1';
