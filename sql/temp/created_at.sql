-- temp.created_at(cell) · version 1
--
-- One time in UTC, read from a cell such as 2025-07-11T00:55:12.000Z; NULL
-- where it is none.
--
-- Rules
-- 1. What Python's strptime takes by the format %Y-%m-%dT%H:%M:%S.%fZ.
create or replace temp macro created_at(cell) as (
    try_strptime(cell, '%Y-%m-%dT%H:%M:%S.%fZ')
);

comment on macro temp.created_at is -- noqa: PRS
'The time in UTC that a cell says, NULL where it says none';
