-- license_names(licenses) · version 1
--
-- One text of the licences of a model, as people are to read it.
create or replace macro license_names(licenses) as coalesce(
    nullif(array_to_string(licenses, ', '), ''), 'no licence'
);

comment on macro license_names is -- noqa: PRS
'The licences of a model as people are to read them';
