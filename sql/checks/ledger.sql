-- checks.ledger · version 1
--
-- One row per section of the ledger whose first row is not the sum of the
-- others: rows of the source, entries of lists, edges.
create schema if not exists checks;

create or replace view checks.ledger as
with
totals as (
    select
        section,
        min(line) as line
    from main.ledger
    where section in ('rows', 'entries', 'edges')
    group by section
)

select
    ledger.section,
    sum(ledger.number) filter (where ledger.line = totals.line) as total,
    coalesce(
        sum(ledger.number) filter (where ledger.line > totals.line), 0
    ) as parts
from main.ledger
inner join totals on ledger.section = totals.section
group by ledger.section
having
    sum(ledger.number) filter (where ledger.line = totals.line)
    <> coalesce(
        sum(ledger.number) filter (where ledger.line > totals.line), 0
    );

comment on view checks.ledger is
'The counts of rows, entries and edges are the sums of their parts';
comment on column checks.ledger.section is
'ledger.section';
comment on column checks.ledger.total is
'The number in its first row';
comment on column checks.ledger.parts is
'The sum of the numbers in its other rows';
