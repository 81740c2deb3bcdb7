-- records_of(ids) · version 1
--
-- One row per model of some ids: what is known of it, as a JSON object.
--
-- Rules
-- 1. It is the whole record of the Hub if the build kept those of all of these
--    models (see records), else the columns of models, without those that only
--    say where they were read.
-- 2. What names the record itself is left out: its ids.
create or replace macro records_of(ids) as table
    with
    found as materialized (
        select *
        from models
        where model_id in (select unnest(cast(ids as varchar[])))
    ),

    kept as materialized (
        select
            found.position,
            found.model_id,
            to_json(found) as columns_json,
            coalesce(
                try_cast(records.full_json as json),
                try_cast(python_json(records.full_json) as json)
            ) as whole_json
        from found
        left join records on found.position = records.position
    )

    select
        position,
        model_id,
        json_merge_patch(
            case
                when count(whole_json) over () = count(*) over ()
                    then whole_json
                else columns_json
            end,
            '{
                "_id": null,
                "id": null,
                "modelId": null,
                "model_id": null,
                "position": null,
                "created_at": null,
                "created_at_is_floor": null,
                "source_row": null,
                "source_rows": null
            }'
        ) as record
    from kept;

comment on macro table records_of is -- noqa: PRS
'One row per model of some ids: what is known of it, as a JSON object';
