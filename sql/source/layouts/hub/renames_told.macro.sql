-- temp.renames_told(typed, current, former, model_id) · version 3
--
-- One list of the renames that a record tells, from the typed_ids of its tags,
-- the ids of its baseModels, and the former ids of its model; NULL if there are
-- none.
--
-- Rules
-- 1. Tags keep the parents as they were typed; baseModels has their ids as they
--    are today. So if one of each is not among the others, the first is now
--    called like the second.
-- 2. Of several, an old and a new id belong together if they have the same name
--    after the owner, and no others of the record have it.
-- 3. A typed id that is NULL does not count. Ids that differ in case only are
--    the same.
create or replace temp macro renames_told(
    typed, current, former, model_id
) as list_concat(
    temp.paired_renames(
        list_filter(
            typed,
            lambda id: id is not null
            and list_position(
                list_transform(current, lambda other: lower(other)),
                lower(id)
            ) is null
        ),
        list_filter(
            current,
            lambda id: list_position(
                list_transform(typed, lambda other: lower(other)),
                lower(id)
            ) is null
        )
    ),
    list_transform(
        former, lambda id: struct_pack(old_id := id, new_id := model_id)
    )
);

comment on macro temp.renames_told is -- noqa: PRS
'The renames that a record tells';
