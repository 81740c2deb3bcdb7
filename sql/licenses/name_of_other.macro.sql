-- name_of_other(licenses, license_name) · version 1
--
-- One name of a licence: that which a model names under other. NULL if its list
-- of licences, a Python list literal, does not have the word.
create or replace macro name_of_other(licenses, license_name) as case
    when license_name is not null and licenses ilike '%other%'
        then license_name
end;

comment on macro name_of_other is -- noqa: PRS
'The name of a licence that a model names under other';
