-- frequent_values · version 1
--
-- One row per trait and value, for the 20 most frequent values of each trait:
-- those that the most models name.
--
-- Rules
-- 1. The values other, unknown, None and the empty text are left out, since
--    they carry no information.
-- 2. Values that equally many models name are in alphabetical order.
create or replace view frequent_values as
select
    trait,
    trait_value,
    models,
    row_number() over (
        partition by trait
        order by models desc, trait_value asc
    ) as place
from trait_counts
where trait_value not in ('other', 'unknown', 'None', '')
qualify place <= 20;

comment on view frequent_values is
'One row per trait and value, for the 20 most frequent values of each trait';
comment on column frequent_values.trait is
'license, language, dataset, library or task';
comment on column frequent_values.trait_value is
'The value';
comment on column frequent_values.models is
'Number of models that name it';
comment on column frequent_values.place is
'Rank among the values of the trait, from 1';
