-- temp.null_if_missing(cell) · version 1
--
-- One cell of the source, or NULL if it stands for a missing value.
--
-- Rules
-- 1. A cell is missing if it is empty, which the CSV reader already makes NULL,
--    or if it is one of the strings that pandas.read_csv treats as missing by
--    default.
-- 2. Case and white space matter: `none` and ` NA` are ordinary text.
--
-- Why: the research group's files were written and read with pandas. Most cells
-- are `[]` or longer than any of these strings, and checking that is cheaper
-- than the expression. The strings are not in a list because DuckDB turns a
-- long one into a join, and a join loses the order of the rows, which
-- temp.source must keep.
create or replace temp macro null_if_missing(cell) as case
    when cell = '' then null
    when
        strlen(cell) <= 8
        and cell <> '[]'
        and regexp_full_match(
            cell,
            '#N/A( N/A)?|#NA|-?1\.#(IND|QNAN)|-?(NaN|nan)|<NA>'
            || '|N/A|NA|NULL|None|n/a|null'
        )
        then null
    else cell
end;

comment on macro temp.null_if_missing is -- noqa: PRS
'The cell, or NULL if pandas would read it as a missing value';
