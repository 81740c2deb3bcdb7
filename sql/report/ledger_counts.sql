-- report.ledger_counts · version 1
--
-- One row per count of the ledger: what happened to everything in the source.
--
-- Rules
-- 1. The rules are those of ledger. In the sections rows, entries and edges,
--    the first count is the sum of the others.
create schema if not exists report;

create or replace view report.ledger_counts as
select
    section,
    measure,
    number
from ledger
order by line;

comment on view report.ledger_counts is
'One row per count of the ledger: what happened to everything in the source';
comment on column report.ledger_counts.section is
'What is counted: rows, entries, edges, graph oddities, cells, columns or text';
comment on column report.ledger_counts.measure is
'Which of them are counted';
comment on column report.ledger_counts.number is
'The count';
