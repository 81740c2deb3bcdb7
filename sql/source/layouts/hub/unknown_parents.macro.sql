-- temp.unknown_parents(named, base_relation, ids) · version 1
--
-- One list of the parents that a model of the Hub has by relations that are not
-- names of edge types: those that named says, and the ids of baseModels.
--
-- Why list_position: of five names or more, list_contains becomes a join, which
-- does not keep the order of the rows.
create or replace temp macro unknown_parents(
    named, base_relation, ids
) as list_concat(
    list_transform(
        list_filter(
            named,
            lambda parent: parent.relation is not null
            and list_position(edge_type_names(), parent.relation) is null
        ),
        lambda parent: parent.id
    ),
    case
        when list_position(edge_type_names(), base_relation) is null then ids
    end
);

comment on macro temp.unknown_parents is -- noqa: PRS
'The parents that a model has by relations that are not names of edge types';
