-- frequent_values · version 1
--
-- One row per trait and one of its 20 values that most models name.
--
-- Rules
-- 1. The values other, unknown, None and the empty one are left out: they say
--    nothing.
-- 2. Of values that as many models name, the first by the alphabet is before.
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
'One row per trait and one of its 20 values that most models name';
comment on column frequent_values.trait is
'license, language, dataset, library or task';
comment on column frequent_values.trait_value is
'The value';
comment on column frequent_values.models is
'How many models name it';
comment on column frequent_values.place is
'Its place among them, from 1';
