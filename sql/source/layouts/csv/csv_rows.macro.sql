-- temp.csv_rows() · version 1
--
-- One row per row of the source, a CSV file: all its columns, as text.
--
-- Rules
-- 1. The variable `source` names the files: set variable source = 'path.csv';
-- 2. They are UTF-8 with a header. Cells are separated by commas and quoted
--    with double quotes, which are doubled inside a cell; spaces around the
--    quotes are no part of it. All columns are read as text, so that no type
--    is guessed from a sample of the rows, and a folder named likes=7 adds no
--    column.
-- 3. Several threads read them, unless the variable `parallel` is false.
-- 4. A row has 4 MiB at most, or what the variable `row_size` says.
--
-- Why rule 3: a thread that starts inside a quoted cell with line breaks in it
-- can fail, though never silently. Why 4 MiB: a row lies in one buffer, and the
-- default of 32 MiB is allocated anew for each, which is slow.
create or replace temp macro csv_rows() as table
    select *
    from read_csv(
        getvariable('source'),
        header = true,
        delim = ',',
        quote = '"',
        escape = '"',
        comment = '',
        skip = 0,
        nullstr = '',
        all_varchar = true,
        strict_mode = true,
        normalize_names = false,
        hive_partitioning = false,
        encoding = 'utf-8',
        buffer_size = coalesce(getvariable('row_size'), 4194304),
        max_line_size = coalesce(getvariable('row_size'), 4194304),
        parallel = coalesce(getvariable('parallel'), true)
    );

comment on macro table temp.csv_rows is -- noqa: PRS
'One row per row of the CSV file, all columns as text';
