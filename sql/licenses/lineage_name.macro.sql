-- lineage_name(model_id, steps, status, suggested_id) · version 1
--
-- One phrase for a model or a missing parent in the lineage of another: its id
-- or the text of a parent as typed, and how far above it is.
create or replace macro lineage_name(
    model_id, steps, status, suggested_id
) as case
    when steps = 0 then 'the model'
    else concat(
        model_id,
        ' (',
        steps,
        case when steps = 1 then ' step' else ' steps' end,
        ' above',
        ', ' || replace(status, '_', ' '),
        case when status = 'renamed' then ', now ' else ', perhaps ' end
        || suggested_id,
        ')'
    )
end;

comment on macro lineage_name is -- noqa: PRS
'A phrase for a model or a missing parent in the lineage of another';
