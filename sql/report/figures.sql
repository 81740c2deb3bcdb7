-- report.figures · version 1
--
-- One row per published figure of the snapshot of July 2025, with the same
-- figure of this build.
--
-- Rules
-- 1. Those that differ stand first, then those that this build does not tell
--    (NULL: see figure_checks), then those that agree, each as published.
create schema if not exists report;

create or replace view report.figures as
select
    figure_checks.section,
    figure_checks.figure,
    figure_checks.published,
    figure_checks.found,
    figure_checks.difference,
    figure_checks.agrees
from figure_checks
inner join published_figures
    on
        figure_checks.section = published_figures.section
        and figure_checks.figure = published_figures.figure
order by
    coalesce(figure_checks.agrees, false) asc,
    figure_checks.agrees is null asc,
    published_figures.line asc;

comment on view report.figures is
'One row per published figure, those that differ first';
comment on column report.figures.section is
'What it is about';
comment on column report.figures.figure is
'Which figure it is';
comment on column report.figures.published is
'The figure of the snapshot of July 2025';
comment on column report.figures.found is
'The figure of this build; NULL where it has none';
comment on column report.figures.difference is
'found less published';
comment on column report.figures.agrees is
'Whether they are the same; NULL where found is';
