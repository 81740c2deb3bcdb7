-- figure_checks · version 1
--
-- One row per published figure of the snapshot of July 2025, with the same
-- figure of this build.
--
-- Rules
-- 1. A figure agrees if it differs by no more than its tolerance. A build of
--    that snapshot reproduces the paper if all agree; of any other, difference
--    is what has changed since.
-- 2. found is NULL where this build has no such model or edge, and for the
--    pairs and transitions that agree with an ordering: see trait_figures.
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
)

select
    published_figures.section,
    published_figures.figure,
    published_figures.published,
    figures.found,
    figures.found - published_figures.published as difference,
    abs(figures.found - published_figures.published)
    <= published_figures.tolerance as agrees,
    published_figures.source
from published_figures
left join figures
    on
        published_figures.section = figures.section
        and published_figures.figure = figures.figure
order by published_figures.line;

comment on view figure_checks is
'One row per published figure, with the same figure of this build';
comment on column figure_checks.section is
'What it is about';
comment on column figure_checks.figure is
'Which figure it is';
comment on column figure_checks.published is
'The figure of the snapshot of July 2025';
comment on column figure_checks.found is
'The figure of this build; NULL where it has none';
comment on column figure_checks.difference is
'found less published';
comment on column figure_checks.agrees is
'Whether they are the same; NULL where found is';
comment on column figure_checks.source is
'Where it was published';
