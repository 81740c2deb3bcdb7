-- report.languages · version 1
--
-- One row per edge type, and one for all edges: how many languages a parent and
-- its child name.
--
-- Rules
-- 1. Means over all edges mostly reflect which models name no language, not
--    which name fewer. The means over edges whose two models both name a
--    language therefore come first.
create schema if not exists report;

create or replace view report.languages as
select
    edge_type,
    edges_of_both,
    parent_languages_of_both,
    child_languages_of_both,
    edges,
    parent_languages,
    child_languages
from language_drift
order by edges desc, edge_type asc;

comment on view report.languages is
'One row per edge type, and all: how many languages parent and child name';
comment on column report.languages.edge_type is
'Label of the edge type (see edge_type_labels), or all';
comment on column report.languages.edges_of_both is
'Edges whose parent and child each name a language';
comment on column report.languages.parent_languages_of_both is
'Mean number of languages that the parent names, over these edges';
comment on column report.languages.child_languages_of_both is
'Mean number of languages that the child names, over these edges';
comment on column report.languages.edges is
'Number of edges';
comment on column report.languages.parent_languages is
'Mean number of languages that the parent names, over all edges of the row';
comment on column report.languages.child_languages is
'Mean number of languages that the child names, over all edges of the row';
