-- temp.unread_cell(column_name, cell, parsed) · version 1
--
-- One list of the column and the text of a cell that could not be parsed; NULL
-- for a cell that could be, or that is missing.
create or replace temp macro unread_cell(column_name, cell, parsed) as case
    when parsed is null and temp.null_if_missing(cell) is not null
        then [struct_pack(column_name := column_name, cell := cell)]
end;

comment on macro temp.unread_cell is -- noqa: PRS
'The column and the text of a cell that could not be parsed; else NULL';
