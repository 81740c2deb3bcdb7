-- checks.edges · version 1
--
-- One row per pair of parent and child for which the lists and the graph
-- differ. Each pair that a list names, if both are models, must be one edge,
-- and each edge must be such a pair, with the types of the lists that name it.
--
-- Rules
-- 1. The types are those of the last row of the child that names the parent.
-- 2. Lists of unknown relations do not count. Where the build follows renames,
--    an old id that no model has names the model of the new one (of which see
--    checks.suggestions).
-- 3. The edge's source_row is the first row of the child that names the parent.
create schema if not exists checks;

create or replace view checks.edges as
with
followed as (
    select distinct
        parent_id as old_id,
        suggested_id as new_id
    from main.parents
    where status = 'renamed' and parent_position is not null
),

named as (
    select
        models.model_id as parent_id,
        parents.child_id,
        parents.relation,
        parents.source_row
    from main.parents
    left join main.models as present on parents.parent_id = present.model_id
    left join followed
        on
            present.model_id is null
            and parents.parent_id = followed.old_id
    inner join main.models
        on coalesce(present.model_id, followed.new_id) = models.model_id
    where parents.relation <> 'unknown'
),

last_rows as (
    select
        parent_id,
        child_id,
        min(source_row) as first_row,
        max(source_row) as source_row
    from named
    group by parent_id, child_id
),

pairs as (
    select
        named.parent_id,
        named.child_id,
        any_value(last_rows.first_row) as first_row,
        list_sort(
            list_distinct(
                list(cast(named.relation as varchar)) filter (
                    where named.relation <> 'listed'
                )
            )
        ) as types
    from named
    inner join last_rows
        on
            named.parent_id = last_rows.parent_id
            and named.child_id = last_rows.child_id
            and named.source_row = last_rows.source_row
    group by named.parent_id, named.child_id
),

stored as (
    select
        parent_id,
        child_id,
        count(*) as times,
        any_value(source_row) as first_row,
        list_sort(cast(any_value(edge_types) as varchar[])) as types
    from main.edges
    group by parent_id, child_id
)

select
    coalesce(pairs.parent_id, stored.parent_id) as parent_id,
    coalesce(pairs.child_id, stored.child_id) as child_id,
    pairs.types as types_in_lists,
    stored.types as types_in_graph,
    coalesce(stored.times, 0) as times
from pairs
full join stored
    on pairs.parent_id = stored.parent_id and pairs.child_id = stored.child_id
where
    stored.times is distinct from 1
    or coalesce(pairs.types, []) <> stored.types
    or pairs.parent_id is null
    or pairs.first_row <> stored.first_row;

comment on view checks.edges is
'Each pair of models that the lists name is an edge, and there are no others';
comment on column checks.edges.parent_id is
'edges.parent_id';
comment on column checks.edges.child_id is
'edges.child_id';
comment on column checks.edges.types_in_lists is
'The typed lists that name the parent, sorted';
comment on column checks.edges.types_in_graph is
'edges.edge_types, sorted';
comment on column checks.edges.times is
'Number of edges of the pair';
