-- edge_traits · version 1
--
-- One row per edge of the full graph and trait: the values of its two models,
-- parent and child (see trait_sets).
--
-- Rules
-- 1. A list is empty if the model names no value.
create or replace view edge_traits as
with
kinds as (
    select kinds.trait
    from
        (
            values
            ('license'),
            ('language'),
            ('dataset'),
            ('paper'),
            ('library'),
            ('task')
        ) as kinds (trait)
)

select
    kinds.trait,
    edges.parent_id,
    edges.child_id,
    edges.edge_type,
    coalesce(parents.trait_values, []) as parent_values,
    coalesce(children.trait_values, []) as child_values,
    edges.parent_position,
    edges.child_position
from edges
cross join kinds
left join trait_sets as parents
    on
        kinds.trait = parents.trait
        and edges.parent_position = parents.position
left join trait_sets as children
    on
        kinds.trait = children.trait
        and edges.child_position = children.position;

comment on view edge_traits is
'One row per edge of the full graph and trait: the values of its two models';
comment on column edge_traits.trait is
'license, language, dataset, paper, library or task';
comment on column edge_traits.parent_id is
'Id of the model that the child is derived from';
comment on column edge_traits.child_id is
'Id of the model that is derived from the parent';
comment on column edge_traits.edge_type is
'edges.edge_type';
comment on column edge_traits.parent_values is
'Distinct values that the parent names, in alphabetical order';
comment on column edge_traits.child_values is
'Distinct values that the child names, in alphabetical order';
comment on column edge_traits.parent_position is
'models.position of the parent';
comment on column edge_traits.child_position is
'models.position of the child';
