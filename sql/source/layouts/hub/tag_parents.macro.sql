-- temp.tag_parents(tags) · version 1
--
-- One list of the parents that the tags of a model of the Hub name, each with
-- the relation that tag_relation finds, or NULL.
create or replace temp macro tag_parents(tags) as list_transform(
    list_transform(
        temp.tag_values(tags, 'base_model:'),
        lambda value: struct_pack(
            relation := temp.tag_relation(value), value := value
        )
    ),
    lambda typed: struct_pack(
        relation := typed.relation,
        id := case
            when typed.relation is null then typed.value
            else substr(typed.value, instr(typed.value, ':') + 1)
        end
    )
);

comment on macro temp.tag_parents is -- noqa: PRS
'The parents that tags name, with their relations';
