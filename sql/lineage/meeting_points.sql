-- temp.meeting_points · version 1
--
-- One row per graph (full or nomerges) and model where lines of descent meet:
-- it has several parents, or is on a cycle.
--
-- Why: above and below the joints all is trees, in which a model's descendants
-- are the sum of its children's.
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
cross join (values ('full'), ('nomerges')) as graphs (graph);

comment on table temp.meeting_points is
'One row per graph and model with several parents, or on a cycle';
comment on column temp.meeting_points.graph is
'full or nomerges';
comment on column temp.meeting_points.position is
'models.position of the model';
