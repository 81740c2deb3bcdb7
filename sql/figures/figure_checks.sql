-- figure_checks · version 1
--
-- One row per published figure of the snapshot of July 2025, with the same
-- figure of this build.
--
-- Rules
-- 1. A figure agrees if it differs by no more than its tolerance. A build of
--    that snapshot reproduces the paper if none but those of rule 3 fails to
--    agree; of any other, difference is what has changed since.
-- 2. found is NULL where this build has no family of that name, not that edge,
--    or no edge to take a mean or a sum over. Where it has none of what is
--    counted, it is 0.
-- 3. found is NULL as well for the seven figures of what agrees with an
--    ordering, which only a solver tells: see `ecograph ordering`.
create or replace view figure_checks as
with
figures as (
    select
        section,
        figure,
        cast(found as double) as found
    from graph_figures
    union all
    select
        section,
        figure,
        cast(found as double) as found
    from trait_figures
),

compared as (
    select
        published_figures.*,
        case
            when
                published_figures.tolerance > 0
                or published_figures.section in ('boto-7B', 'families')
                or published_figures.figure like '%that agree'
                then figures.found
            else coalesce(figures.found, 0)
        end as found
    from published_figures
    left join figures
        on
            published_figures.section = figures.section
            and published_figures.figure = figures.figure
)

select
    section,
    figure,
    published,
    found,
    found - published as difference,
    abs(found - published) <= tolerance as agrees,
    source
from compared
order by line;

comment on view figure_checks is
'One row per published figure, with the same figure of this build';
comment on column figure_checks.section is
'What it is about';
comment on column figure_checks.figure is
'Which figure it is';
comment on column figure_checks.published is
'The figure of the snapshot of July 2025';
comment on column figure_checks.found is
'The figure of this build; NULL where it has none, and none is not 0';
comment on column figure_checks.difference is
'found less published';
comment on column figure_checks.agrees is
'Whether they are the same; NULL where found is';
comment on column figure_checks.source is
'Where it was published';
