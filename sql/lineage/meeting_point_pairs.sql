-- temp.meeting_point_pairs · version 2
--
-- One row per graph (full or nomerges) with meeting points: the estimated
-- number of pairs of a meeting point and a model above it.
--
-- Rules
-- 1. The estimate is based on 20 of the meeting points, chosen by the hashes of
--    their positions.
--
-- Why: descendant_counts lists these pairs. The Hub has a few for each meeting
-- point; but a cycle or a ladder of 100,000 models has more than any machine
-- can list.
create or replace temp table meeting_point_pairs as
with recursive
ranked as (
    select
        graph,
        position,
        row_number() over (
            partition by graph
            order by hash(position) asc, position asc
        ) as place
    from temp.meeting_points
),

walk as (
    select
        ranked.graph,
        ranked.position as meeting_position,
        lineage_edges.parent_position as position
    from ranked
    inner join temp.lineage_edges
        on
            ranked.graph = lineage_edges.graph
            and ranked.position = lineage_edges.child_position
    where ranked.place <= 20
    union
    select
        walk.graph,
        walk.meeting_position,
        lineage_edges.parent_position as position
    from walk
    inner join temp.lineage_edges
        on
            walk.graph = lineage_edges.graph
            and walk.position = lineage_edges.child_position
),

walked as (
    select
        graph,
        count(*) / count(distinct meeting_position) as models_above
    from walk
    group by graph
),

counted as (
    select
        graph,
        count(*) as meeting_points
    from temp.meeting_points
    group by graph
)

select
    counted.graph,
    counted.meeting_points * walked.models_above as pairs
from counted
inner join walked on counted.graph = walked.graph;

comment on table temp.meeting_point_pairs is
'One row per graph with meeting points: estimated pairs with a model above';
comment on column temp.meeting_point_pairs.graph is
'full or nomerges';
comment on column temp.meeting_point_pairs.pairs is
'Number of meeting points times the mean number of models above 20 of them';
