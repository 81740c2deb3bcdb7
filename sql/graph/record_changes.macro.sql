-- record_changes(parent, child) · version 1
--
-- One row per field that differs between two models, such as a parent and its
-- child: its values.
--
-- Rules
-- 1. The fields are those of the whole records of the Hub if the build kept
--    those of both, else the columns of models (see records_of).
-- 2. A field that only the child has is added, one that only the parent has is
--    removed. Values are text, lists and objects as JSON (see record_fields).
-- 3. If either model is unknown, there are no rows.
create or replace macro record_changes(parent, child) as table
    with
    found as materialized (
        select
            model_id,
            record_fields(record) as fields
        from records_of([parent, child])
    ),

    compared as (
        select
            unnest(
                field_changes(parents.fields, children.fields)
            ) as differing
        from found as parents
        cross join found as children
        where
            parents.model_id = cast(parent as varchar)
            and children.model_id = cast(child as varchar)
    )

    select
        differing.field,
        differing.change,
        differing.value_before as parent_value,
        differing.value_after as child_value
    from compared
    order by differing.field;

comment on macro table record_changes is -- noqa: PRS
'One row per field that differs between two models, with both values';
