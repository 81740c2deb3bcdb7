-- temp.base_models_of_type(tags, type, relation, ids) · version 1
--
-- One list of the parents that a model of the Hub has by one kind of relation.
--
-- Rules
-- 1. tags are the model's tags base_model:…; those of the kind name parents.
-- 2. relation and ids are those of the record's baseModels: if they are of the
--    kind, the ids come after those that the tags name already.
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
'The parents that a model of the Hub has by one kind of relation';
