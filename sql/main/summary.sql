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
    where not in_graph and parent_id is not null
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
    2 as line,
    'edges' as measure,
    edges as "count"
from edge_counts
union all
select
    3 as line,
    'edges: finetune' as measure,
    finetune as "count"
from edge_counts
union all
select
    4 as line,
    'edges: quantized' as measure,
    quantized as "count"
from edge_counts
union all
select
    5 as line,
    'edges: adapter' as measure,
    adapter as "count"
from edge_counts
union all
select
    6 as line,
    'edges: merge' as measure,
    merge as "count"
from edge_counts
union all
select
    7 as line,
    'edges: untyped' as measure,
    untyped as "count"
from edge_counts
union all
select
    8 as line,
    'edges of several types' as measure,
    multi_typed as "count"
from edge_counts
union all
select
    9 as line,
    'models that are their own parent' as measure,
    self_loops as "count"
from edge_counts
union all
select
    10 as line,
    'absent parents' as measure,
    absent as "count"
from absent_counts
union all
select
    11 as line,
    'list entries that name an absent parent' as measure,
    entries as "count"
from absent_counts
union all
select
    12 as line,
    'ids that several rows bear' as measure,
    repeated as "count"
from model_counts
union all
select
    13 as line,
    'rows without an id, left out' as measure,
    without_id as "count"
from reject_counts
union all
select
    14 as line,
    'cells that could not be read' as measure,
    unreadable as "count"
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
