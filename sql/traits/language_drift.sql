-- language_drift · version 1
--
-- One row per edge type, and one for all edges: the mean number of languages
-- that parent and child name.
--
-- Rules
-- 1. Means are given over all edges, where a model that names no language
--    counts as 0, and over the edges whose parent and child both name at least
--    one.
create or replace view language_drift as
with
counted as (
    select
        coalesce(edge_type, 'untyped') as edge_type,
        len(parent_values) as parent_languages,
        len(child_values) as child_languages,
        len(parent_values) > 0 and len(child_values) > 0 as both_name
    from edge_traits
    where trait = 'language'
)

select
    coalesce(edge_type, 'all') as edge_type,
    count(*) as edges,
    avg(parent_languages) as parent_languages,
    avg(child_languages) as child_languages,
    count(*) filter (where both_name) as edges_of_both,
    avg(parent_languages) filter (where both_name) as parent_languages_of_both,
    avg(child_languages) filter (where both_name) as child_languages_of_both
from counted
group by grouping sets ((edge_type), ())
order by edges desc, edge_type asc;

comment on view language_drift is
'One row per edge type, and one for all: mean languages of parent and child';
comment on column language_drift.edge_type is
'Label of the edge type (see edge_type_labels), or all';
comment on column language_drift.edges is
'Number of edges';
comment on column language_drift.parent_languages is
'Mean number of languages that the parent names';
comment on column language_drift.child_languages is
'Mean number of languages that the child names';
comment on column language_drift.edges_of_both is
'Number of edges whose parent and child both name a language';
comment on column language_drift.parent_languages_of_both is
'Mean number of languages that the parent names, over edges_of_both';
comment on column language_drift.child_languages_of_both is
'Mean number of languages that the child names, over edges_of_both';
