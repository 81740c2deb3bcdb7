-- summary · version 1
--
-- One row per count that tells what the database holds and what was odd.
--
-- Why a view of counts: `ecograph build` and `ecograph info` print it, and a
-- person in the shell types `from summary`.
create or replace view summary as
with
model_counts as (
    select
        count(*) as models,
        count(*) filter (where source_rows > 1) as repeated
    from models
),

edge_counts as (
    select
        count(*) as edges,
        count(*) filter (where edge_type = 'finetune') as finetune,
        count(*) filter (where edge_type = 'quantized') as quantized,
        count(*) filter (where edge_type = 'adapter') as adapter,
        count(*) filter (where edge_type = 'merge') as merge,
        count(*) filter (where edge_type is null) as untyped,
        count(*) filter (where len(edge_types) > 1) as multi_typed,
        count(*) filter (where parent_position = child_position) as self_loops
    from edges
),

absent_counts as (
    select
        count(*) as entries,
        count(distinct parent_id) as absent
    from parents
    where not in_graph
),

reject_counts as (
    select
        count(*) filter (where column_name = 'model_id') as without_id,
        count(*) filter (where column_name <> 'model_id') as unreadable
    from rejects
)

select
    1 as line,
    'models' as measure,
    models as "count"
from model_counts
union all
select
    2,
    'edges',
    edges
from edge_counts
union all
select
    3,
    'edges: finetune',
    finetune
from edge_counts
union all
select
    4,
    'edges: quantized',
    quantized
from edge_counts
union all
select
    5,
    'edges: adapter',
    adapter
from edge_counts
union all
select
    6,
    'edges: merge',
    merge
from edge_counts
union all
select
    7,
    'edges: untyped',
    untyped
from edge_counts
union all
select
    8,
    'edges of several types',
    multi_typed
from edge_counts
union all
select
    9,
    'models that are their own parent',
    self_loops
from edge_counts
union all
select
    10,
    'absent parents',
    absent
from absent_counts
union all
select
    11,
    'list entries that name an absent parent',
    entries
from absent_counts
union all
select
    12,
    'ids that several rows bear',
    repeated
from model_counts
union all
select
    13,
    'rows without an id, left out',
    without_id
from reject_counts
union all
select
    14,
    'cells that could not be read',
    unreadable
from reject_counts
order by line;

comment on view summary is
'One row per count that tells what the database holds and what was odd';
comment on column summary.line is
'Place in the summary, from 1';
comment on column summary.measure is
'What is counted';
comment on column summary."count" is
'How many there are';
