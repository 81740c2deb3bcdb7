-- temp.null_if_missing(cell) · version 1
--
-- One cell of the source, or NULL where it stands for a missing value.
--
-- Rules
-- 1. Missing are the empty cell, which the CSV reader makes NULL already, and
--    each spelling that pandas.read_csv takes for a missing value by default.
-- 2. Case and white space count: `none` and ` NA` are ordinary text.
--
-- Why: the research group's files were written and read by pandas. Most cells
-- are `[]` or longer than any spelling, and to see that is cheaper than the
-- expression. No list of the spellings: DuckDB makes a join of a long one, and
-- a join mixes up the order of the rows, which temp.source must keep.
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
'The cell, or NULL where pandas would read it as a missing value';
