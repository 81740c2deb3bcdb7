-- ledger · version 4
--
-- One row per count: what became of the source, and what the graph contains.
--
-- Rules
-- 1. The first row of rows, of entries and of edges is the sum of the others.
-- 2. entries are those of the lists of parents, by parents.status; edges are
--    those of the full graph, by edge_type.
-- 3. graph are the oddities of graph_counts. columns are those of a known
--    meaning that are not read, since they are called otherwise; each counts 1.
-- 4. text is there where a JSON file is not UTF-8.
create or replace view ledger as
with
statuses as (
    select
        unnest(enum_range(any_value(status))) as status,
        generate_subscripts(enum_range(any_value(status)), 1) as place
    from parents
),

types as (
    select
        unnest(edge_type_labels()) as name,
        generate_subscripts(edge_type_labels(), 1) as place
),

counts (place, section, measure, number) as (
    values
    (
        101, 'rows', 'read',
        (select max(number) filter (where measure = 'rows') from source_counts)
    ),
    (102, 'rows', 'models', (select count(*) from models)),
    (103, 'rows', 'duplicate ids', (select sum(source_rows - 1) from models)),
    (
        104, 'rows', 'rejected, without an id',
        (select count_if(column_name = 'model_id') from rejects)
    ),
    (
        200, 'entries', 'read',
        (
            select sum(number) filter (where measure = 'entries')
            from source_counts
        )
    ),
    (300, 'edges', 'in the full graph', (select count(*) from edges)),
    (
        501, 'cells', 'rejected',
        (select count_if(column_name <> 'model_id') from rejects)
    )
    union all
    select
        200 + statuses.place as place,
        'entries' as section,
        statuses.status as measure,
        count(parents.status) as number
    from statuses
    left join parents on statuses.status = parents.status
    group by statuses.status, statuses.place
    union all
    select
        300 + types.place as place,
        'edges' as section,
        types.name as measure,
        count(edges.child_position) as number
    from types
    left join edges on types.name = coalesce(edges.edge_type, 'untyped')
    group by types.name, types.place
    union all
    select
        400 + line as place,
        'graph' as section,
        measure,
        number
    from graph_counts
    union all
    select
        600 as place,
        'columns' as section,
        column_name || ' is ' || measure as measure,
        number
    from source_counts
    where starts_with(measure, 'not read')
    union all
    select
        700 as place,
        'text' as section,
        'not UTF-8, read as U+FFFD: save the source as UTF-8' as measure,
        number
    from source_counts
    where measure = 'replaced'
)

select
    cast(row_number() over (order by place, measure) as integer) as line,
    section,
    measure,
    cast(coalesce(number, 0) as bigint) as number
from counts
order by line;

comment on view ledger is
'One row per count: what happened to everything in the source';
comment on column ledger.line is
'Place in the ledger, from 1';
comment on column ledger.section is
'What is counted: rows, entries, edges, graph oddities, cells, columns or text';
comment on column ledger.measure is
'Which of them are counted';
comment on column ledger.number is
'The count';
