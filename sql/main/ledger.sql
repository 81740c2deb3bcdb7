-- ledger · version 2
--
-- One row per count: what became of all that the source says, and what the
-- graph holds.
--
-- Rules
-- 1. In the sections rows, entries and edges the first row is the sum of the
--    others.
-- 2. entries are those of the lists of parents, by parents.status.
-- 3. edges are those of the full graph, by edge_type; their sum is counted in
--    edges, and the rest in edge_deltas.
-- 4. The section graph counts what is odd: an edge is of several types if
--    several typed lists name the parent; its child is older if it was created
--    before its parent; a model has several parents if it has them in nomerges,
--    which is no tree for that.
create or replace view ledger as
with
source_counted as (
    select
        max(number) filter (where measure = 'rows') as all_rows,
        coalesce(sum(number) filter (where measure = 'entries'), 0) as entries
    from source_counts
),

models_counted as (
    select
        count(*) as models,
        coalesce(sum(source_rows - 1), 0) as repeated
    from models
),

rejects_counted as (
    select
        count(*) filter (where column_name = 'model_id') as without_id,
        count(*) filter (where column_name <> 'model_id') as unreadable
    from rejects
),

parents_counted as (
    select
        count(*) filter (where status = 'in_graph') as in_graph,
        count(*) filter (where status = 'self_loop') as self_loop,
        count(*) filter (where status = 'repeat') as repeated,
        count(*) filter (where status = 'unknown_type') as unknown_type,
        count(*) filter (where status = 'local_path') as local_path,
        count(*) filter (where status = 'url') as url,
        count(*) filter (where status = 'not_an_id') as not_an_id,
        count(*) filter (where status = 'wrong_case') as wrong_case,
        count(*) filter (where status = 'absent') as absent
    from parents
),

all_edges_counted as (
    select count(*) as edges
    from edges
),

edges_counted as (
    select
        count(*) filter (where edge_type = 'finetune') as finetune,
        count(*) filter (where edge_type = 'quantized') as quantized,
        count(*) filter (where edge_type = 'adapter') as adapter,
        count(*) filter (where edge_type = 'merge') as merge,
        count(*) filter (where edge_type is null) as untyped,
        count(*) filter (where len(edge_types) > 1) as several,
        count(*) filter (where parent_position = child_position) as self_loops,
        count(*) filter (where "change_in_createdAt_days" < 0) as older
    from edge_deltas
),

cycles_counted as (
    select count(*) as models
    from models_on_cycles
),

joints_counted as (
    select count(*) as models
    from (
        select child_position
        from nomerges_edges
        group by child_position
        having count(*) > 1
    ) as joints
)

select
    lines.line,
    lines.section,
    lines.measure,
    cast(lines.number as bigint) as number
from source_counted
cross join models_counted
cross join rejects_counted
cross join parents_counted
cross join all_edges_counted
cross join edges_counted
cross join cycles_counted
cross join joints_counted
cross join
    lateral (
        values
        (1, 'rows', 'read', source_counted.all_rows),
        (2, 'rows', 'models', models_counted.models),
        (3, 'rows', 'of an id that came again', models_counted.repeated),
        (4, 'rows', 'rejected, without an id', rejects_counted.without_id),
        (5, 'entries', 'read', source_counted.entries),
        (6, 'entries', 'in_graph', parents_counted.in_graph),
        (7, 'entries', 'self_loop', parents_counted.self_loop),
        (8, 'entries', 'repeat', parents_counted.repeated),
        (9, 'entries', 'unknown_type', parents_counted.unknown_type),
        (10, 'entries', 'local_path', parents_counted.local_path),
        (11, 'entries', 'url', parents_counted.url),
        (12, 'entries', 'not_an_id', parents_counted.not_an_id),
        (13, 'entries', 'wrong_case', parents_counted.wrong_case),
        (14, 'entries', 'absent', parents_counted.absent),
        (15, 'edges', 'in the full graph', all_edges_counted.edges),
        (16, 'edges', 'finetune', edges_counted.finetune),
        (17, 'edges', 'quantized', edges_counted.quantized),
        (18, 'edges', 'adapter', edges_counted.adapter),
        (19, 'edges', 'merge', edges_counted.merge),
        (20, 'edges', 'untyped', edges_counted.untyped),
        (21, 'graph', 'edges of several types', edges_counted.several),
        (22, 'graph', 'edges from a model to itself', edges_counted.self_loops),
        (23, 'graph', 'edges whose child is older', edges_counted.older),
        (24, 'graph', 'models on cycles', cycles_counted.models),
        (25, 'graph', 'models of several parents', joints_counted.models),
        (26, 'cells', 'rejected', rejects_counted.unreadable)
    ) as lines (line, section, measure, number)
order by line;

comment on view ledger is
'One row per count: what became of all that the source says';
comment on column ledger.line is
'Place in the ledger, from 1';
comment on column ledger.section is
'What is counted: rows, entries, edges, graph (its oddities) or cells';
comment on column ledger.measure is
'Which of them are counted';
comment on column ledger.number is
'How many there are';
