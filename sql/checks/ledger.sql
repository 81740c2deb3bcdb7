-- checks.ledger · version 1
--
-- One row per section of the ledger whose first row is not the sum of the
-- others: rows of the source, entries of lists, edges.
create schema if not exists checks;

create or replace view checks.ledger as
with
numbered as (
    select
        section,
        number,
        line = min(line) over (partition by section) as is_total
    from main.ledger
    where section in ('rows', 'entries', 'edges')
),

sums as (
    select
        section,
        sum(number) filter (where is_total) as total,
        coalesce(sum(number) filter (where not is_total), 0) as parts
    from numbered
    group by section
)

select
    section,
    total,
    parts
from sums
where total <> parts;

comment on view checks.ledger is
'The counts of rows, entries and edges are the sums of their parts';
comment on column checks.ledger.section is
'ledger.section';
comment on column checks.ledger.total is
'The number in its first row';
comment on column checks.ledger.parts is
'The sum of the numbers in its other rows';
