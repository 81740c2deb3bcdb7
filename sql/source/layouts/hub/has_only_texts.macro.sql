-- temp.has_only_texts(value) · version 1
--
-- One boolean: whether a JSON list has no items but texts and nulls.
create or replace temp macro has_only_texts(value) as len(
    list_filter(
        json_type(value, '$[*]'), lambda type: type not in ('VARCHAR', 'NULL')
    )
) = 0;

comment on macro temp.has_only_texts is -- noqa: PRS
'Whether a JSON list has no items but texts and nulls';
