-- graph_figures · version 1
--
-- One row per figure about models and edges in this build, of the kinds that
-- were published. figure_checks compares those that were.
--
-- Rules
-- 1. An edge leads on if its child is itself a parent in nomerges.
-- 2. A family is named after any of its members of generation 0. An only parent
--    is the only entry of a row's parent_model list, in the table or not.
-- 3. Of models whose names differ only in the owner, the largest figure counts.
create or replace view graph_figures as
with
typed as (
    select
        graph_types.edge_type,
        count(edges.child_id) as edges,
        count(edges.child_id) filter (
            where edges.child_position in (
                select others.parent_position
                from edges as others
                where others.edge_type is distinct from 'merge'
            )
        ) as leading_on
    from graph_types
    left join edges
        on graph_types.edge_type = coalesce(edges.edge_type, 'untyped')
    where graph_types.graph = 'full'
    group by graph_types.edge_type
),

family_sizes as (
    select
        root_position,
        count(*) as size
    from family_members
    group by root_position
),

only_parents as (
    select any_value(parent_id) as parent_id
    from parents
    where relation = 'listed'
    group by source_row
    having count(*) = 1
),

named_parents as (
    select
        parent_id,
        count(*) as children
    from only_parents
    group by parent_id
)

select
    'counts' as section,
    unnest(['models', 'edges']) as figure,
    unnest([(select count(*) from models), (select count(*) from edges)])
        as found
union all
select
    'counts' as section,
    concat('edges: ', edge_type) as figure,
    edges as found
from typed
union all
select
    'counts' as section,
    concat('edges of ', graph_types.graph) as figure,
    sum(typed.edges) as found
from typed
inner join graph_types on typed.edge_type = graph_types.edge_type
group by graph_types.graph
union all
select
    'leading on' as section,
    edge_type as figure,
    leading_on as found
from typed
union all
select
    'boto-7B' as section,
    unnest([
        'change in likes', 'percentage change in likes', 'change in downloads',
        'percentage change in downloads', 'days'  -- exact or not, as published
    ]) as figure,
    unnest([
        change_in_likes, percentage_change_in_likes, change_in_downloads,
        percentage_change_in_downloads, "change_in_createdAt_days"
    ]) as found
from edge_deltas
where
    parent_id = 'lucianosb/boto-7B'
    and child_id = 'mradermacher/boto-7B-i1-GGUF'
union all
select
    'families' as section,
    split_part(family_members.model_id, '/', -1) as figure,
    max(family_sizes.size) as found
from family_members
inner join family_sizes
    on family_members.root_position = family_sizes.root_position
where family_members.generation = 0
group by figure
union all
select
    'only parents' as section,
    split_part(parent_id, '/', -1) as figure,
    max(children) as found
from named_parents
group by figure;

comment on view graph_figures is
'One row per figure about models and edges in this build';
comment on column graph_figures.section is
'Group of figures, such as counts or families';
comment on column graph_figures.figure is
'Name of the figure within its section';
comment on column graph_figures.found is
'Figure of this build';
