-- temp.generation_starts · version 2
--
-- One row per graph (full or nomerges) and model from which generations are
-- counted.
--
-- Rules
-- 1. These are the models with children and without parents.
-- 2. In nomerges, where a component has no such model because of a cycle, it is
--    the member with the earliest created_at; of several, the first in the
--    order of the nodes.
create or replace temp table generation_starts as
with
parentless as (
    select distinct
        parents.graph,
        parents.parent_position as position
    from temp.lineage_edges as parents
    left join temp.lineage_edges as children
        on
            parents.graph = children.graph
            and parents.parent_position = children.child_position
    where children.child_position is null
),

rootless as (
    select
        components.component,
        components.position
    from temp.components
    where
        components.component not in (
            select others.component
            from parentless
            inner join temp.components as others
                on parentless.position = others.position
            where parentless.graph = 'nomerges'
        )
),

aged as (
    select
        rootless.position,
        row_number() over (
            partition by rootless.component
            order by models.created_at asc nulls last, rootless.position asc
        ) as place
    from rootless
    inner join models on rootless.position = models.position
)

select
    graph,
    position
from parentless
union all
select
    as_graph('nomerges') as graph,
    position
from aged
where place = 1;

comment on table temp.generation_starts is
'One row per graph and model from which generations are counted';
comment on column temp.generation_starts.graph is
'full or nomerges';
comment on column temp.generation_starts.position is
'models.position of the model';
