-- meta.pickle · version 1
--
-- One row per pickle that the build wrote next to this database. `ecograph
-- build` writes it; it is empty in a database that was built in the DuckDB
-- shell.
--
-- Why: `ecograph.load` uses a pickle only if it is exactly the file that this
-- build wrote.
create schema if not exists meta;

create or replace table meta.pickle (
    graph varchar,
    file varchar,
    bytes bigint,
    sha256 varchar
);

comment on table meta.pickle is
'One row per pickle that the build wrote next to this database';
comment on column meta.pickle.graph is
'The graph: full, finetune or nomerges';
comment on column meta.pickle.file is
'File name of the pickle';
comment on column meta.pickle.bytes is
'Its size in bytes';
comment on column meta.pickle.sha256 is
'SHA-256 of its bytes, in hexadecimal digits';
