-- temp.parents_of_relation(named, relation, base_relation, ids) · version 1
--
-- One list of the parents that a model of the Hub has by one relation.
--
-- Rules
-- 1. named are the relations and parents of its tags; those of this relation
--    come first.
-- 2. base_relation and ids come from the record's baseModels: if the
--    relation is this one, the ids that the tags do not name are appended.
create or replace temp macro parents_of_relation(
    named, relation, base_relation, ids
) as list_concat(
    temp.ids_of_relation(named, relation),
    case
        when base_relation = relation
            then list_filter(
                ids,
                lambda id: list_position(
                    temp.ids_of_relation(named, relation), id
                ) is null
            )
    end
);

comment on macro temp.parents_of_relation is -- noqa: PRS
'The parents that a model of the Hub has by one relation';
