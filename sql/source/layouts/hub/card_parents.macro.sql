-- temp.card_parents(bases, relation, tag_parents, base_ids) · version 1
--
-- One list of the parents that only the model card names, each with the
-- relation that it gives.
create or replace temp macro card_parents(
    bases, relation, tag_parents, base_ids
) as list_transform(
    list_filter(
        bases,
        lambda id: list_position(base_ids, id) is null
        and list_position(
            list_transform(tag_parents, lambda parent: parent.id), id
        ) is null
    ),
    lambda id: struct_pack(relation := relation, id := id)
);

comment on macro temp.card_parents is -- noqa: PRS
'The parents that only the model card names';
