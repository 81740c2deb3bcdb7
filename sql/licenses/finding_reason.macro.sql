-- finding_reason(finding, name, status, licenses, text, ...) · version 3
--
-- One clause that says what a row of license_findings found; NULL if it is ok.
-- name is that of lineage_name, status that of a missing parent, text that of
-- license_text, dropped the dropped terms, and own the licences of the model
-- that is asked for.
create or replace macro finding_reason(
    finding, name, status, licenses, text, terms, dropped, own
) as case
    when finding = 'not found'
        then 'no model of this build has this id'
    when finding = 'missing'
        then concat(
            case status
                when 'unknown_type' then 'a parent is of an unknown edge type: '
                when 'unreadable' then 'parents cannot be read: '
                else 'a parent is not in this build: '
            end,
            name
        )
    when finding = 'conflict' and len(dropped) > 0
        then concat(
            name,
            ' asks for ',
            array_to_string(dropped, ', '),
            ', which ',
            case
                when len(own) = 0 then 'the model does not state in any licence'
                else array_to_string(own, ', ') || ' does not state'
            end
        )
    when finding = 'conflict' then concat(name, ' forbids derivatives')
    when finding = 'unknown' and len(licenses) = 0
        then concat(name, ' names no licence')
    when finding = 'unknown' and terms is null
        then concat(
            name,
            ' is under ',
            text,
            ', whose terms are not known'
        )
    when finding = 'unknown'
        then concat(
            name,
            ' asks for ',
            array_to_string(terms, ', '),
            ', and the terms of ',
            array_to_string(own, ', '),
            ' are not known'
        )
end;

comment on macro finding_reason is -- noqa: PRS
'A clause that says what a row of license_findings found';
