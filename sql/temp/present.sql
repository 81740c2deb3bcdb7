-- temp.present(cell) · version 1
--
-- One cell of the source, or NULL where it stands for a missing value.
--
-- Rules
-- 1. Missing are the empty cell, which the CSV reader makes NULL, and each
--    spelling that pandas.read_csv takes for a missing value by default.
-- 2. Case and white space count: `none` and ` NA` are ordinary text.
--
-- Why: the research group's files were written and read by pandas. The length
-- is looked at first because most cells are longer, and that is cheaper. No
-- IN (…): DuckDB makes a join of a long one, and a join may mix up the order
-- of the rows, which temp.source must keep.
create or replace temp macro present(cell) as case
    when
        strlen(cell) <= 8
        and list_contains(
            [
                '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN',
                '-nan', '1.#IND', '1.#QNAN', '<NA>', 'N/A', 'NA', 'NULL',
                'NaN', 'None', 'n/a', 'nan', 'null'
            ],
            cell
        )
        then null
    else cell
end;

comment on macro temp.present is -- noqa: PRS
'The cell, or NULL where pandas would read it as a missing value';
