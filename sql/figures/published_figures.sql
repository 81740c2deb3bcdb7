-- published_figures · version 1
--
-- One row per published figure of the snapshot of July 2025.
--
-- Rules
-- 1. tolerance is how much a figure may differ and still agree: half a unit of
--    the last published digit, 0 for counts.
-- 2. Shares are fractions, of all models or of those that name the trait.
--    Models are named without their owners.
-- 3. The figures of an ordering cover the 20 most frequent values of a trait on
--    the finetune graph (see frequent_values and `ecograph ordering`).
-- Source: the notebooks of "Anatomy of a Machine Learning Ecosystem", arXiv
-- 2508.06811, in the repository bendlaufer/ai-ecosystem, commit 9d172b3.
create or replace view published_figures as
with
published (section, figure, published, tolerance) as (
    values
    ('counts', 'models', 1860411, 0), ('counts', 'edges', 573653, 0),
    ('counts', 'edges: adapter', 241417, 0),
    ('counts', 'edges: finetune', 189391, 0),
    ('counts', 'edges: quantized', 101921, 0),
    ('counts', 'edges: merge', 40358, 0), ('counts', 'edges: untyped', 566, 0),
    ('counts', 'edges of finetune', 189391, 0),
    ('counts', 'edges of nomerges', 533295, 0),
    ('leading on', 'finetune', 15047, 0), ('leading on', 'quantized', 970, 0),
    ('leading on', 'adapter', 458, 0),
    ('boto-7B', 'change in likes', -5, 0),
    ('boto-7B', 'percentage change in likes', -1.0, 0),
    ('boto-7B', 'change in downloads', 548, 0),
    ('boto-7B', 'percentage change in downloads', 54.8, 1e-9),
    ('boto-7B', 'days', 244, 0),
    ('families', 'FLUX.1-dev', 33194, 0),
    ('families', 'Qwen1.5-0.5B', 32557, 0),
    ('families', 'Qwen1.5-1.8B', 30618, 0),
    ('families', 'Meta-Llama-3-8B', 24318, 0),
    ('families', 'gemma-2b', 23869, 0), ('families', 'Llama-3.1-8B', 11942, 0),
    ('families', 'gemma-7b', 9859, 0),
    ('families', 'distilbert-base-uncased', 9669, 0),
    ('families', 'Qwen2.5-7B', 9263, 0),
    ('families', 'stable-diffusion-xl-base-1.0', 8797, 0),
    ('only parents', 'FLUX.1-dev', 33042, 0),
    ('only parents', 'Qwen1.5-0.5B', 32501, 0),
    ('only parents', 'Qwen1.5-1.8B', 30581, 0),
    ('only parents', 'gemma-2b', 23794, 0),
    ('only parents', 'gemma-7b', 9565, 0),
    ('only parents', 'distilbert-base-uncased', 9361, 0),
    ('only parents', 'stable-diffusion-xl-base-1.0', 8430, 0),
    ('only parents', 'Qwen1.5-7B', 6457, 0),
    ('only parents', 'bert-base-uncased', 5556, 0),
    ('only parents', 'bert-base-arabertv02', 4000, 0),
    ('license', 'apache-2.0', 298442, 0), ('license', 'mit', 109820, 0),
    ('license', 'other', 81887, 0), ('license', 'openrail', 37498, 0),
    ('license', 'creativeml-openrail-m', 29233, 0),
    ('license', 'cc-by-nc-4.0', 14315, 0), ('license', 'llama2', 10294, 0),
    ('license', 'llama3', 9887, 0), ('license', 'gemma', 8677, 0),
    ('license', 'unknown', 8368, 0),
    ('share of models', 'license: apache-2.0', 0.1604, 0.00005),
    ('language', 'English', 221550, 0),
    ('languages of a model', 'none', 1601473, 0),
    ('languages of a model', 'one', 229135, 0),
    ('languages of a model', 'two', 18510, 0),
    ('languages of a model', 'any', 258938, 0),
    ('share of named', 'language: English', 0.8556, 0.00005),
    ('share of named', 'task: text-generation', 0.4107, 0.00005),
    ('share of named', 'library: transformers', 0.6317, 0.00005),
    ('share of named', 'library: peft', 0.1992, 0.00005),
    ('mutation', 'language: sum', 11458.436364615904, 1e-6),
    ('mutation', 'language: edges', 47369, 0),
    ('mutation', 'language: rate', 0.24189736672963127, 1e-9),
    ('mutation', 'license: sum', 27409.5, 1e-6),
    ('mutation', 'license: edges', 138694, 0),
    ('mutation', 'license: rate', 0.1976257083940185, 1e-9),
    ('mutation', 'task: sum', 55307, 0), ('mutation', 'task: edges', 134711, 0),
    ('mutation', 'task: rate', 0.410560384823808, 1e-9),
    ('languages', 'of the parent', 4.177246523595275, 1e-9),
    ('languages', 'of the child', 0.4520014712727032, 1e-9),
    ('languages', 'of the parent, both named', 6.604478644302265, 1e-9),
    ('languages', 'of the child, both named', 1.81028877745115, 1e-9),
    ('languages', 'edges, both named: finetune', 47369, 0),
    ('languages', 'edges, both named: quantized', 41222, 0),
    ('languages', 'edges, both named: adapter', 23728, 0),
    ('languages', 'edges, both named: merge', 3299, 0),
    ('ordering', 'license: pairs', 121, 0),
    ('ordering', 'license: pairs that agree', 113, 0),
    ('ordering', 'license: transitions', 44285, 0),
    ('ordering', 'license: transitions that agree', 37469, 0),
    ('ordering', 'language: pairs', 189, 0),
    ('ordering', 'language: pairs that agree', 186, 0),
    ('ordering', 'language: transitions', 118718, 0),
    ('ordering', 'language: transitions that agree', 89028, 0),
    ('ordering', 'task: pairs', 32, 0),
    ('ordering', 'task: pairs that agree', 30, 0),
    ('ordering', 'library: pairs', 17, 0),
    ('ordering', 'library: pairs that agree', 17, 0),
    ('ordering', 'library: share that agrees', 0.8365783593999362, 1e-9)
)

select
    row_number() over () as line,
    section,
    figure,
    cast(published as double) as published,
    cast(tolerance as double) as tolerance,
    'arXiv 2508.06811; bendlaufer/ai-ecosystem, commit 9d172b3' as source
from published;

comment on view published_figures is
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
