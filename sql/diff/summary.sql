-- diff.summary · version 1
--
-- One row per count: what the old build has, what changed, and what the new
-- build has.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build.
-- 2. For models and edges, old minus gone or removed, plus come or added, is
--    new; those that changed are in both. The absent models are some of those
--    that have gone.
-- 3. relation is the relation whose rows are counted.
create schema if not exists diff;

create or replace view diff.summary as
select
    counts.line,
    counts.section,
    counts.measure,
    counts.number,
    counts.relation
from
    (
        values
        (
            1, 'models', 'old', 'old_build.main.models',
            (select count(*) from old_build.main.models)
        ),
        (
            2, 'models', 'gone', 'diff.models_gone',
            (select count(*) from diff.models_gone)
        ),
        (
            3, 'models', 'come', 'diff.models_come',
            (select count(*) from diff.models_come)
        ),
        (
            4, 'models', 'new', 'new_build.main.models',
            (select count(*) from new_build.main.models)
        ),
        (
            5, 'models', 'absent', 'diff.models_absent',
            (select count(*) from diff.models_absent)
        ),
        (
            6, 'edges', 'old', 'old_build.main.edges',
            (select count(*) from old_build.main.edges)
        ),
        (
            7, 'edges', 'removed', 'diff.edges_removed',
            (select count(*) from diff.edges_removed)
        ),
        (
            8, 'edges', 'added', 'diff.edges_added',
            (select count(*) from diff.edges_added)
        ),
        (
            9, 'edges', 'new', 'new_build.main.edges',
            (select count(*) from new_build.main.edges)
        ),
        (
            10, 'edges', 'changed', 'diff.edges_changed',
            (select count(*) from diff.edges_changed)
        ),
        (
            11, 'parents', 'removed', 'diff.parents_removed',
            (select count(*) from diff.parents_removed)
        ),
        (
            12, 'parents', 'added', 'diff.parents_added',
            (select count(*) from diff.parents_added)
        ),
        (
            13, 'licenses', 'changed', 'diff.licenses_changed',
            (select count(*) from diff.licenses_changed)
        ),
        (
            14, 'tasks', 'changed', 'diff.tasks_changed',
            (select count(*) from diff.tasks_changed)
        ),
        (
            15, 'libraries', 'changed', 'diff.libraries_changed',
            (select count(*) from diff.libraries_changed)
        ),
        (
            16, 'languages', 'changed', 'diff.languages_changed',
            (select count(*) from diff.languages_changed)
        ),
        (
            17, 'likes', 'changed', 'diff.likes_changed',
            (select count(*) from diff.likes_changed)
        ),
        (
            18, 'downloads', 'changed', 'diff.downloads_changed',
            (select count(*) from diff.downloads_changed)
        )
    ) as counts (line, section, measure, relation, number)
order by counts.line;

comment on view diff.summary is
'One row per count: what the old build has, what changed, what the new one has';
comment on column diff.summary.line is
'Place in the summary, from 1';
comment on column diff.summary.section is
'What is counted, such as models, edges or licenses';
comment on column diff.summary.measure is
'Which of them are counted';
comment on column diff.summary.number is
'The count';
comment on column diff.summary.relation is
'Relation whose rows are counted';
