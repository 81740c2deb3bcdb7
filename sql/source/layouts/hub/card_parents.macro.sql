-- temp.card_parents(bases, relation, tag_parents, base_ids) · version 1
--
-- One list of the parents that only the model card names, each with the
-- relation that it gives.
--
-- Rules
-- 1. A parent that a tag names without a relation counts as well, if the card
--    gives one.
create or replace temp macro card_parents(
    bases, relation, tag_parents, base_ids
) as list_transform(
    list_filter(
        bases,
        lambda id: list_position(base_ids, id) is null
        and len(
            list_filter(
                tag_parents,
                lambda parent: parent.id = id
                and (parent.relation is not null or relation is null)
            )
        ) = 0
    ),
    lambda id: struct_pack(relation := relation, id := id)
);

comment on macro temp.card_parents is -- noqa: PRS
'The parents that only the model card names';
