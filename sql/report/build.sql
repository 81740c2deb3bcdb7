-- report.build · version 1
--
-- One row: how this database was made. None in a database that was built in
-- the DuckDB shell.
--
-- Rules
-- 1. Times are those of the build, in UTC: the report itself has no time, so
--    that the same build gives the same page.
create schema if not exists report;

create or replace view report.build as
select
    source_name,
    source_revision,
    date_trunc('second', built_at) as built_at,
    ecograph_version,
    duckdb_version,
    build_id
from meta.build;

comment on view report.build is
'One row: how this database was made';
comment on column report.build.source_name is
'File name of the source, without its folder';
comment on column report.build.source_revision is
'Commit of the dataset on the Hub that the source is in; NULL if it is in none';
comment on column report.build.built_at is
'When the build began, in UTC';
comment on column report.build.ecograph_version is
'Version of ecograph that built it';
comment on column report.build.duckdb_version is
'Version of DuckDB that built it';
comment on column report.build.build_id is
'Digest of the source''s bytes and of the SQL files';
