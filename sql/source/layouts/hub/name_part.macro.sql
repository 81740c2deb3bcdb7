-- temp.name_part(id) · version 1
--
-- One name of a model, in lower case, without its owner.
create or replace temp macro name_part(id) as lower(split_part(id, '/', -1));

comment on macro temp.name_part is -- noqa: PRS
'The name of a model without its owner, in lower case';
