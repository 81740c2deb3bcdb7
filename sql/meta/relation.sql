-- meta.relation · version 1
--
-- One row per SQL file, in the order in which they ran. `ecograph build` writes
-- it; it is empty in a database that was built in the DuckDB shell.
create schema if not exists meta;

create or replace table meta.relation (
    name varchar,
    path varchar,
    version integer,
    sha256 varchar,
    "rows" bigint,
    seconds double
);

comment on table meta.relation is
'One row per SQL file, in the order in which they ran';
comment on column meta.relation.name is
'The relation or macro that the file creates, with its schema';
comment on column meta.relation.path is
'Path of the file within the folder sql';
comment on column meta.relation.version is
'Version of the relation''s contract: its columns and their types';
comment on column meta.relation.sha256 is
'SHA-256 of the file''s text';
comment on column meta.relation."rows" is
'Rows of the table when it was built; NULL for a view or a macro';
comment on column meta.relation.seconds is
'Seconds that it took; NULL for a view or a macro, which is not made anew';
