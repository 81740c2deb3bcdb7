-- report.build · version 1
--
-- One row: how this database was built. Empty if it was built in the DuckDB
-- shell.
--
-- Rules
-- 1. Times are those of the build, in UTC. The report has no time of its own,
--    so that the same build gives the same page.
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
'One row: how this database was built';
comment on column report.build.source_name is
'File name of the source, without its folder';
comment on column report.build.source_revision is
'Commit of the dataset on the Hub that contains the source; NULL if none';
comment on column report.build.built_at is
'When the build started, in UTC';
comment on column report.build.ecograph_version is
'Version of ecograph that built it';
comment on column report.build.duckdb_version is
'Version of DuckDB that built it';
comment on column report.build.build_id is
'Digest of what determines the contents';
