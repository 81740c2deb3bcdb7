-- record_items(positions) · version 1
--
-- One row per model whose record says anything: the list of what it says.
--
-- Rules
-- 1. The records (see records) are those of the models at these positions; NULL
--    chooses all. Only records in JSON are read.
-- 2. There is an item for each entry of a field that is a list, such as tags,
--    and for every other field. Fields that are null say nothing.
create or replace macro record_items(positions) as table
    with
    recorded as (
        select
            position,
            case
                when json_valid(full_json) then full_json
                else '{}'
            end as fields
        from records
        where positions is null or position in (select unnest(positions))
    ),

    said as (
        select
            recorded.position,
            field.key,
            unnest(
                case field.type
                    when 'ARRAY' then cast(field.value as json[])
                    else [field.value]
                end
            ) as item
        from recorded
        cross join json_each(recorded.fields) as field
        where field.type <> 'NULL'
    )

    select
        position,
        list(concat(key, ': ', item)) as items
    from said
    group by position;

comment on macro table record_items is -- noqa: PRS
'One row per model: the list of what its record says';
