-- license_drift · version 1
--
-- One row per edge of the full graph: what happens to the parent's licences in
-- the child.
--
-- Rules
-- 1. drift is the result of license_change. If it is loosened, the child's
--    licences lack a term of the parent's; if it is dropped, dropped_terms
--    lists what the parent requires and the child does not state.
-- 2. Each parent of a merge is compared with the child separately.
-- 3. The licences are those of model_licenses.
create or replace view license_drift as
with
licensed as (
    select
        edges.parent_id,
        edges.child_id,
        edges.edge_type,
        parents.licenses as parent_licenses,
        children.licenses as child_licenses,
        parents.terms as parent_terms,
        children.terms as child_terms,
        edges.parent_position,
        edges.child_position
    from edges
    inner join model_licenses as parents
        on edges.parent_position = parents.position
    inner join model_licenses as children
        on edges.child_position = children.position
)

select
    parent_id,
    child_id,
    edge_type,
    license_change(
        parent_licenses, parent_terms, child_licenses, child_terms
    ) as drift,
    dropped_terms(parent_terms, child_terms) as dropped_terms,
    parent_licenses,
    child_licenses,
    parent_terms,
    child_terms,
    parent_position,
    child_position
from licensed;

comment on view license_drift is
'One row per edge: what happens to the parent''s licences in the child';
comment on column license_drift.parent_id is
'Id of the parent model';
comment on column license_drift.child_id is
'Id of the child model';
comment on column license_drift.edge_type is
'edges.edge_type';
comment on column license_drift.drift is
'none, added, dropped, kept, unknown, loosened, tightened or changed';
comment on column license_drift.dropped_terms is
'Terms in parent_terms but not in child_terms; NULL if unknown';
comment on column license_drift.parent_licenses is
'Licences that the parent names, in lower case and in alphabetical order';
comment on column license_drift.child_licenses is
'Licences that the child names, in lower case and in alphabetical order';
comment on column license_drift.parent_terms is
'Terms of all of the parent''s licences; NULL if unknown';
comment on column license_drift.child_terms is
'Terms of all of the child''s licences; NULL if unknown';
comment on column license_drift.parent_position is
'models.position of the parent';
comment on column license_drift.child_position is
'models.position of the child';
