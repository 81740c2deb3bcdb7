-- temp.unread_text(column_name, value) · version 1
--
-- One list of the column and a JSON value that is neither text nor null; NULL
-- for one that is.
create or replace temp macro unread_text(column_name, value) as case
    when json_type(value) not in ('VARCHAR', 'NULL')
        then temp.unread_cell(column_name, cast(value as varchar), null)
end;

comment on macro temp.unread_text is -- noqa: PRS
'The column and a JSON value that is not text; else NULL';
