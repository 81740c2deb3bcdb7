-- report.figures · version 1
--
-- One row per published figure of the snapshot of July 2025, with the same
-- figure of this build; those that differ first.
--
-- Rules
-- 1. Figures that differ come first, then those that this build cannot compute
--    (NULL: see figure_checks), then those that agree, each in published order.
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
'One row per published figure with that of this build; those that differ first';
comment on column report.figures.section is
'Group of figures, such as counts or families';
comment on column report.figures.figure is
'Name of the figure within its section';
comment on column report.figures.published is
'Figure of the snapshot of July 2025';
comment on column report.figures.found is
'Figure of this build; NULL if it cannot be computed';
comment on column report.figures.difference is
'found minus published';
comment on column report.figures.agrees is
'Whether found agrees with published, within tolerance; NULL if found is';
