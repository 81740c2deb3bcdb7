-- nomerges_edges · version 2
--
-- One row per edge of the nomerges graph, with its deltas.
--
-- Rules
-- 1. Its edge_type is not merge; edges without a type are included.
create or replace view nomerges_edges as
select *
from edge_deltas
where edge_type is distinct from 'merge';

comment on view nomerges_edges is
'One row per edge of the nomerges graph, with its deltas';
comment on column nomerges_edges.parent_id is
'Id of the parent model';
comment on column nomerges_edges.child_id is
'Id of the child model';
comment on column nomerges_edges.edge_type is
'The last of edge_types; NULL where parent_model alone names the parent';
comment on column nomerges_edges.edge_types is
'Types of the lists that name the parent, in the order of edge_type_names';
comment on column nomerges_edges.change_in_likes is
'Child''s likes minus parent''s';
comment on column nomerges_edges.percentage_change_in_likes is
'change_in_likes as a fraction of the parent''s likes';
comment on column nomerges_edges.change_in_downloads is
'Child''s downloads of the last 30 days minus parent''s';
comment on column nomerges_edges.percentage_change_in_downloads is
'change_in_downloads as a fraction of the parent''s downloads';
comment on column nomerges_edges."change_in_createdAt_days" is
'Whole days from the parent''s creation to the child''s, rounded down';
comment on column nomerges_edges.days_bound is
'at least, at most or unknown: the true days; NULL if exact or missing';
comment on column nomerges_edges.parent_position is
'models.position of the parent';
comment on column nomerges_edges.child_position is
'models.position of the child';
comment on column nomerges_edges.source_row is
'First row of the source in which the child names the parent, from 1';
