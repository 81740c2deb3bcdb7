-- temp.meeting_points · version 2
--
-- One row per graph (full or nomerges) and model where lines of descent meet:
-- it has several parents or is in models_on_cycles.
--
-- Why: apart from the meeting points, the graph consists of trees, in which
-- descendants can be summed from child to parent.
create or replace temp table meeting_points as
select
    graph,
    child_position as position
from temp.lineage_edges
group by graph, child_position
having count(*) > 1
union
select
    graphs.graph,
    models_on_cycles.position
from models_on_cycles
cross join (
    values (as_graph('full')), (as_graph('nomerges'))
) as graphs (graph);

comment on table temp.meeting_points is
'One row per graph and model where lines meet: several parents or a cycle';
comment on column temp.meeting_points.graph is
'full or nomerges';
comment on column temp.meeting_points.position is
'models.position of the model';
