-- temp.ids_of_relation(named, relation) · version 1
--
-- One list of the parents that tags name with a relation.
create or replace temp macro ids_of_relation(named, relation) as list_transform(
    list_filter(named, lambda parent: parent.relation = relation),
    lambda parent: parent.id
);

comment on macro temp.ids_of_relation is -- noqa: PRS
'The parents that tags name with a relation';
