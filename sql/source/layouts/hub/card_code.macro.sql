-- temp.card_code(item) · version 1
--
-- One language as a model card writes it: a text, or `no` for `false`; NULL for
-- anything else.
create or replace temp macro card_code(item) as case json_type(item)
    when 'VARCHAR' then nullif(trim(item ->> '$'), '')
    when 'BOOLEAN' then case when item = 'false' then 'no' end
end;

comment on macro temp.card_code is -- noqa: PRS
'The language as a model card writes it';
