-- temp.base_models_of_type(tags, type, relation, ids) · version 1
--
-- One list of the parents that a model of the Hub has by one type of relation.
--
-- Rules
-- 1. tags are the model's tags base_model:…; those of this type name parents.
-- 2. relation and ids come from the record's baseModels: if the relation is
--    this type, the ids that the tags do not name are appended.
create or replace temp macro base_models_of_type(
    tags, type, relation, ids
) as list_concat(
    temp.tag_values(tags, 'base_model:' || type || ':'),
    case
        when relation = type
            then list_filter(
                ids,
                lambda id: not list_contains(
                    tags, 'base_model:' || type || ':' || id
                )
            )
    end
);

comment on macro temp.base_models_of_type is -- noqa: PRS
'The parents that a model of the Hub has by one type of relation';
