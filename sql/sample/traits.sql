-- sample.traits · version 1
--
-- One row per row of the sample table: what its model is, apart from its
-- parents.
--
-- Rules
-- 1. Likes and downloads of bases are a thousand times those of other models.
-- 2. Just over half have a task and some 60 in 100 a library, which is peft for
--    an adapter; 35 in 100 name a licence, 14 languages, 8 datasets.
create schema if not exists sample;

create or replace table sample.traits as
select
    source_row,
    model_id,
    case when kind = 'base' then 1000 else 1 end as fame,
    case
        when sample.draw(source_row, 'task', 100) < 55
            then sample.pick(
                source_row,
                'which task',
                [
                    'text-generation', 'text-generation', 'text-to-image',
                    'text-classification', 'reinforcement-learning',
                    'automatic-speech-recognition'
                ]
            )
    end as task,
    case
        when kind = 'adapter' then 'peft'
        when sample.draw(source_row, 'library', 100) < 60
            then sample.pick(
                source_row,
                'which library',
                ['transformers', 'transformers', 'diffusers', 'gguf']
            )
    end as library,
    timestamp '2022-03-02 00:00:00'
    + to_seconds(sample.draw(source_row, 'created', 106012800)) as created,
    case
        when sample.draw(source_row, 'license', 100) < 35
            then [sample.pick(
                source_row,
                'which license',
                [
                    'apache-2.0', 'apache-2.0', 'mit', 'llama3', 'gemma',
                    'cc-by-nc-4.0', 'openrail'
                ]
            )]
    end as licenses,
    case
        when sample.draw(source_row, 'dataset', 100) < 8
            then sample.pick(
                source_row,
                'which datasets',
                [
                    ['madeup-data/it''s-common'],
                    ['madeup-data/' || source_row],
                    ['madeup-data/corpus', 'madeup-data/' || source_row]
                ]
            )
    end as datasets,
    case
        when sample.draw(source_row, 'language', 100) < 14
            then sample.pick(
                source_row,
                'which languages',
                [
                    ['English'], ['English'], ['English', 'French'],
                    ['Chinese', 'English'], ['Arabic']
                ]
            )
    end as languages
from sample.models;

comment on table sample.traits is
'One row per row of the sample table: what its model is';
comment on column sample.traits.source_row is
'Row number in the file, from 0';
comment on column sample.traits.model_id is
'Id of the model';
comment on column sample.traits.fame is
'Factor of likes and downloads: 1000 for a base, else 1';
comment on column sample.traits.task is
'Task; NULL if missing';
comment on column sample.traits.library is
'Library; NULL if missing';
comment on column sample.traits.created is
'When it was created, in UTC';
comment on column sample.traits.licenses is
'List of licences; NULL if none is named';
comment on column sample.traits.datasets is
'List of datasets; NULL if none is named';
comment on column sample.traits.languages is
'List of languages; NULL if none is named';
