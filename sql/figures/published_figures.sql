-- published_figures · version 2
--
-- One row per published figure of the snapshot of July 2025.
--
-- Rules
-- 1. The figures are read from published_figures.csv next to this file; the
--    variable `sql` is the folder of the SQL files.
-- 2. tolerance is how much a figure may differ and still agree: half a unit of
--    the last published digit, 0 for counts.
-- 3. Shares are fractions, of all models or of those that name the trait.
--    Models are named without their owners.
-- 4. The figures of an ordering cover the values of frequent_values on the
--    finetune graph (see `ecograph ordering`). total_n counts the transitions
--    of the oriented pairs only, transitions those of all pairs.
-- Source: the notebooks of "Anatomy of a Machine Learning Ecosystem", arXiv
-- 2508.06811, in the repository bendlaufer/ai-ecosystem, commit 9d172b3.
create or replace table published_figures as
select
    row_number() over () as line,
    section,
    figure,
    published,
    tolerance,
    'arXiv 2508.06811; bendlaufer/ai-ecosystem, commit 9d172b3' as source
from read_csv(
    coalesce(getvariable('sql'), 'sql') || '/figures/published_figures.csv',
    auto_detect = false,
    header = true,
    columns = {
        'section': 'varchar',
        'figure': 'varchar',
        'published': 'double',
        'tolerance': 'double'
    }
);

comment on table published_figures is
'One row per published figure of the snapshot of July 2025';
comment on column published_figures.line is
'Place in the list of figures, from 1';
comment on column published_figures.section is
'Group of figures, such as counts or families';
comment on column published_figures.figure is
'Name of the figure within its section';
comment on column published_figures.published is
'Published value';
comment on column published_figures.tolerance is
'Largest difference at which a figure still agrees';
comment on column published_figures.source is
'Where it was published';
