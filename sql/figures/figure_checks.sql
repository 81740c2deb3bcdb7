-- figure_checks · version 2
--
-- One row per published figure of the snapshot of July 2025, with the same
-- figure of this build.
--
-- Rules
-- 1. A figure agrees if it differs by no more than its tolerance. A build of
--    that snapshot reproduces the paper if all figures agree except those of
--    rules 3 and 4; for any other build, difference is what has changed since.
-- 2. If this build has nothing to count, found is 0. It is NULL if the build
--    lacks the family or the edge (boto-7B), or, for figures with a tolerance
--    (shares, means and sums), if there is nothing to compute them from.
-- 3. found is also NULL for the figures of what agrees with an ordering, which
--    only a solver can compute: see `ecograph ordering`.
-- 4. found is NULL for the figures of model cards if the build did not read
--    them.
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
    union all
    select
        section,
        figure,
        cast(found as double) as found
    from card_figures
),

compared as (
    select
        published_figures.*,
        case
            when
                published_figures.tolerance > 0
                or published_figures.section in ('boto-7B', 'families')
                or published_figures.figure like '%that agree%'
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
'Group of figures, such as counts or families';
comment on column figure_checks.figure is
'Name of the figure within its section';
comment on column figure_checks.published is
'Figure of the snapshot of July 2025';
comment on column figure_checks.found is
'Figure of this build; NULL, rather than 0, if it cannot be computed';
comment on column figure_checks.difference is
'found minus published';
comment on column figure_checks.agrees is
'Whether found agrees with published, within tolerance; NULL if found is';
comment on column figure_checks.source is
'Where it was published';
