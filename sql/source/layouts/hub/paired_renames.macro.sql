-- temp.paired_renames(old_ids, new_ids) · version 1
--
-- One list of pairs of an old and a new id, as rules 1 and 2 of renames_told
-- say; NULL if there are none.
create or replace temp macro paired_renames(old_ids, new_ids) as case
    when len(new_ids) = 0 or len(old_ids) = 0 then null
    when len(list_distinct(old_ids)) = 1 and len(list_distinct(new_ids)) = 1
        then [struct_pack(old_id := old_ids[1], new_id := new_ids[1])]
    else list_filter(
        list_transform(
            list_distinct(new_ids),
            lambda new_id: struct_pack(
                old_id := case
                    when
                        len(
                            list_filter(
                                list_distinct(new_ids),
                                lambda id: temp.name_part(id)
                                = temp.name_part(new_id)
                            )
                        ) = 1
                        and len(
                            list_filter(
                                list_distinct(old_ids),
                                lambda id: temp.name_part(id)
                                = temp.name_part(new_id)
                            )
                        ) = 1
                        then list_filter(
                            old_ids,
                            lambda id: temp.name_part(id)
                            = temp.name_part(new_id)
                        )[1]
                end,
                new_id := new_id
            )
        ),
        lambda pair: pair.old_id is not null
    )
end;

comment on macro temp.paired_renames is -- noqa: PRS
'Pairs of an old and a new id that belong together';
