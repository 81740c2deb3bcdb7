-- diff.summary · version 1
--
-- One row per count: what the old build has, what changed, and the new one.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build.
-- 2. For models and edges, old minus gone or removed, plus come or added, is
--    new; absent models are some of the gone ones, and changed edges in both.
-- 3. relation is the one whose rows are counted, all of them by its first line.
create schema if not exists diff;

create or replace table diff.summary as
with
counts (line, section, measure, number, relation) as (
    values
    (
        1, 'models', 'old',
        (select count(*) from old_build.main.models), 'old_build.main.models'
    ),
    (
        2, 'models', 'gone',
        (select count(*) from diff.models_gone), 'diff.models_gone'
    ),
    (
        3, 'models', 'come',
        (select count(*) from diff.models_come), 'diff.models_come'
    ),
    (
        4, 'models', 'new',
        (select count(*) from new_build.main.models), 'new_build.main.models'
    ),
    (
        5, 'models', 'absent',
        (select count(*) from diff.models_absent), 'diff.models_absent'
    ),
    (
        6, 'edges', 'old',
        (select count(*) from old_build.main.edges), 'old_build.main.edges'
    ),
    (
        7, 'edges', 'removed',
        (select count(*) from diff.edges_removed), 'diff.edges_removed'
    ),
    (
        8, 'edges', 'added',
        (select count(*) from diff.edges_added), 'diff.edges_added'
    ),
    (
        9, 'edges', 'new',
        (select count(*) from new_build.main.edges), 'new_build.main.edges'
    ),
    (
        10, 'edges', 'changed',
        (select count(*) from diff.edges_changed), 'diff.edges_changed'
    ),
    (
        11, 'parents', 'removed',
        (select count(*) from diff.parents_removed), 'diff.parents_removed'
    ),
    (
        12, 'parents', 'added',
        (select count(*) from diff.parents_added), 'diff.parents_added'
    ),
    (
        13, 'licenses', 'changed',
        (select count(*) from diff.licenses_changed), 'diff.licenses_changed'
    ),
    (
        14, 'verdicts', 'changed',
        (select count(*) from diff.verdicts_changed), 'diff.verdicts_changed'
    ),
    (
        15, 'verdicts', 'became conflict',
        (
            select count(*) from diff.verdicts_changed
            where became = 'conflict'
        ),
        'diff.verdicts_changed'
    ),
    (
        16, 'verdicts', 'became unknown',
        (
            select count(*) from diff.verdicts_changed
            where became = 'unknown'
        ),
        'diff.verdicts_changed'
    ),
    (
        17, 'tasks', 'changed',
        (select count(*) from diff.tasks_changed), 'diff.tasks_changed'
    ),
    (
        18, 'libraries', 'changed',
        (select count(*) from diff.libraries_changed), 'diff.libraries_changed'
    ),
    (
        19, 'languages', 'changed',
        (select count(*) from diff.languages_changed), 'diff.languages_changed'
    ),
    (
        20, 'likes', 'changed',
        (select count(*) from diff.likes_changed), 'diff.likes_changed'
    ),
    (
        21, 'downloads', 'changed',
        (select count(*) from diff.downloads_changed), 'diff.downloads_changed'
    )
)

select *
from counts
order by line;

comment on table diff.summary is
'One row per count: what the old build has, what changed, what the new one has';
comment on column diff.summary.line is 'Place in the summary, from 1';
comment on column diff.summary.section is 'What is counted, such as models';
comment on column diff.summary.measure is 'Which of them are counted';
comment on column diff.summary.number is 'The count';
comment on column diff.summary.relation is 'Relation whose rows are counted';
