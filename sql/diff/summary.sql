-- diff.summary · version 1
--
-- One row per count: what one build has, what became of it, and what the other
-- has.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build.
-- 2. Of models and of edges, old less gone or removed, with come or added, is
--    new; what has changed is in both.
-- 3. relation is where the counted rows are.
create schema if not exists diff;

create or replace view diff.summary as
with
counts as (
    select
        1 as line,
        'models' as section,
        'old' as measure,
        count(*) as number,
        'old_build.main.models' as relation
    from old_build.main.models
    union all
    select
        2 as line,
        'models' as section,
        'gone' as measure,
        count(*) as number,
        'diff.models_gone' as relation
    from diff.models_gone
    union all
    select
        3 as line,
        'models' as section,
        'come' as measure,
        count(*) as number,
        'diff.models_come' as relation
    from diff.models_come
    union all
    select
        4 as line,
        'models' as section,
        'new' as measure,
        count(*) as number,
        'new_build.main.models' as relation
    from new_build.main.models
    union all
    select
        5 as line,
        'edges' as section,
        'old' as measure,
        count(*) as number,
        'old_build.main.edges' as relation
    from old_build.main.edges
    union all
    select
        6 as line,
        'edges' as section,
        'removed' as measure,
        count(*) as number,
        'diff.edges_removed' as relation
    from diff.edges_removed
    union all
    select
        7 as line,
        'edges' as section,
        'added' as measure,
        count(*) as number,
        'diff.edges_added' as relation
    from diff.edges_added
    union all
    select
        8 as line,
        'edges' as section,
        'new' as measure,
        count(*) as number,
        'new_build.main.edges' as relation
    from new_build.main.edges
    union all
    select
        9 as line,
        'edges' as section,
        'changed' as measure,
        count(*) as number,
        'diff.edges_changed' as relation
    from diff.edges_changed
    union all
    select
        10 as line,
        'likes' as section,
        'changed' as measure,
        count(*) as number,
        'diff.likes_changed' as relation
    from diff.likes_changed
    union all
    select
        11 as line,
        'downloads' as section,
        'changed' as measure,
        count(*) as number,
        'diff.downloads_changed' as relation
    from diff.downloads_changed
)

select
    line,
    section,
    measure,
    number,
    relation
from counts
order by line;

comment on view diff.summary is
'One row per count: what one build has, what became of it, what the other has';
comment on column diff.summary.line is
'Place in the summary, from 1';
comment on column diff.summary.section is
'What is counted: models, edges, likes or downloads';
comment on column diff.summary.measure is
'Which of them are counted';
comment on column diff.summary.number is
'How many there are';
comment on column diff.summary.relation is
'Where they are';
