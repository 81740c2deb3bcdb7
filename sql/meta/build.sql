-- meta.build · version 4
--
-- One row: how this database was made. `ecograph build` writes it; it is empty
-- in a database that was built in the DuckDB shell.
--
-- Rules
-- 1. The build id is a digest of what determines the contents, the source's
--    bytes, the SQL files, whether renames are followed and what is kept on
--    request, so that the same contents have the same id.
create schema if not exists meta;

create or replace table meta.build (
    build_id varchar,
    ecograph_version varchar,
    duckdb_version varchar,
    sqlglot_version varchar,
    source_name varchar,
    source_bytes bigint,
    source_sha256 varchar,
    source_revision varchar,
    built_at timestamp,
    follows_renames boolean,
    keeps varchar[]
);

comment on table meta.build is
'One row: how this database was made';
comment on column meta.build.build_id is
'Digest of what determines the contents: 32 hexadecimal digits';
comment on column meta.build.ecograph_version is
'Version of ecograph';
comment on column meta.build.duckdb_version is
'Version of DuckDB';
comment on column meta.build.sqlglot_version is
'Version of sqlglot, which derived the order of the SQL files';
comment on column meta.build.source_name is
'File name of the source, without its folder';
comment on column meta.build.source_bytes is
'Size of the source in bytes';
comment on column meta.build.source_sha256 is
'SHA-256 of the source''s bytes';
comment on column meta.build.source_revision is
'Commit of the dataset on the Hub that contains the source; NULL if none does';
comment on column meta.build.built_at is
'When the build started, in UTC';
comment on column meta.build.follows_renames is
'Whether parents under an old name are edges: `build --follow-renames`';
comment on column meta.build.keeps is
'What was kept on request: records, cards, card texts';
