-- frequent_values · version 2
--
-- One row per graph, trait and value, for the values that an ordering is of
-- (see `ecograph ordering`): the most frequent of those with a direction.
--
-- Rules
-- 1. Candidates are the values of a pair whose traffic is above 0 on that graph
--    (see trait_flows), so that a value that nothing replaces is none, however
--    many models name it.
-- 2. The values other, unknown, None, [] and the empty text are left out, since
--    they carry no information.
-- 3. Of these, the first that the most models name: 10 tasks and libraries, 20
--    licences, languages, datasets and papers. Values that equally many models
--    name are in alphabetical order.
-- Source: "Anatomy of a Machine Learning Ecosystem", arXiv 2508.06811, has 10
-- and 20; datasets and papers are not ordered there.
create or replace view frequent_values as
with
candidates as (
    select distinct
        graph,
        trait,
        unnest([from_value, to_value]) as trait_value
    from trait_flows
    where traffic > 0
)

select
    candidates.graph,
    candidates.trait,
    candidates.trait_value,
    trait_counts.models,
    row_number() over (
        partition by candidates.graph, candidates.trait
        order by trait_counts.models desc, candidates.trait_value asc
    ) as place
from candidates
inner join trait_counts
    on
        candidates.trait = trait_counts.trait
        and candidates.trait_value = trait_counts.trait_value
where candidates.trait_value not in ('other', 'unknown', 'None', '[]', '')
qualify
    place <= case
        when candidates.trait in ('task', 'library') then 10
        else 20
    end;

comment on view frequent_values is
'One row per graph, trait and value, for the values that an ordering is of';
comment on column frequent_values.graph is
'full, finetune or nomerges';
comment on column frequent_values.trait is
'license, language, dataset, paper, library or task';
comment on column frequent_values.trait_value is
'The value, such as mit or English';
comment on column frequent_values.models is
'Number of models that name it';
comment on column frequent_values.place is
'1 for the value that the most models name';
