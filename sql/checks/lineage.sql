-- checks.lineage · version 1
--
-- One row per model whose row in lineage is missing, or does not follow from
-- the edges and from the rows of its parents and children.
--
-- Rules
-- 1. generation is 0 for a model without parents, else one more than the lowest
--    generation of its parents, or NULL if theirs are all NULL.
-- 2. descendants is at least the number of children, and at least the
--    descendants of any child; it is at most the children plus all their
--    descendants. It may be NULL, too many to count, only if there are
--    children.
create schema if not exists checks;

create or replace view checks.lineage as
with
others as (
    select
        parent_position,
        child_position
    from main.edges
    where parent_position <> child_position
),

from_parents as (
    select
        others.child_position as position,
        count(*) as parents,
        min(lineage.generation) + 1 as generation
    from others
    left join main.lineage on others.parent_position = lineage.position
    group by others.child_position
),

from_children as (
    select
        others.parent_position as position,
        count(*) as children,
        max(lineage.descendants) as most_descendants,
        sum(lineage.descendants) + count(*) as all_descendants
    from others
    left join main.lineage on others.child_position = lineage.position
    group by others.parent_position
),

with_edges as (
    select parent_position as position
    from main.edges
    union
    select child_position as position
    from main.edges
),

expected as (
    select
        with_edges.position,
        coalesce(from_parents.parents, 0) as parents,
        coalesce(from_children.children, 0) as children,
        coalesce(from_children.most_descendants, 0) as most_descendants,
        coalesce(from_children.all_descendants, 0) as all_descendants,
        case
            when from_parents.parents > 0 then from_parents.generation
            else 0
        end as generation
    from with_edges
    left join from_parents on with_edges.position = from_parents.position
    left join from_children on with_edges.position = from_children.position
)

select
    coalesce(expected.position, lineage.position) as position,
    lineage.model_id
from expected
full join main.lineage on expected.position = lineage.position
where
    expected.parents is distinct from lineage.parents
    or expected.children is distinct from lineage.children
    or expected.generation is distinct from lineage.generation
    or (lineage.descendants is null and expected.children = 0)
    or lineage.descendants < expected.children
    or lineage.descendants < expected.most_descendants
    or lineage.descendants > expected.all_descendants;

comment on view checks.lineage is
'Each model with an edge has a correct row in lineage';
comment on column checks.lineage.position is
'models.position of the model';
comment on column checks.lineage.model_id is
'Id of the model; NULL if lineage has no row for it';
