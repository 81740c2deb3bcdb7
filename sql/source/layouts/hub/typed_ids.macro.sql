-- temp.typed_ids(named, base_ids) · version 1
--
-- One list of the ids of the parents that tags name, NULL for a text of which
-- no id is plain; NULL if baseModels has no ids to compare them with.
--
-- Rules
-- 1. The id is the text itself, or its meant_id if that is an id and the text
--    is an address of the Hub, or an owner and a name with a remark, a revision
--    or a tag. Of paths and of `llama3:8b` no id is plain.
create or replace temp macro typed_ids(named, base_ids) as case
    when len(base_ids) > 0
        then list_transform(
            named,
            lambda parent: case
                when is_model_id(parent.id) then parent.id
                when
                    is_model_id(meant_id(parent.id))
                    and regexp_matches(
                        typed_name(parent.id),
                        '(?i)^((https?://)?(www\.)?'
                        || '(huggingface\.co|hf\.co)/|hf://)'
                        || '|^[\w.-]+/[\w.-]+([@:\s\p{Z}][^/\\]*)?$'
                    )
                    then meant_id(parent.id)
            end
        )
end;

comment on macro temp.typed_ids is -- noqa: PRS
'The ids of the parents that tags name, where they are plain';
