-- trait_counts · version 1
--
-- One row per trait and value: the number of models that name it.
--
-- Rules
-- 1. Shares are fractions, of all models and of the models that name any value
--    of the trait.
-- 2. Where no model has a paper, the source may not tell: models.papers is then
--    NULL, which is unknown, rather than [].
create or replace view trait_counts as
with
counted as (
    select
        trait,
        trait_value,
        count(*) as models
    from traits
    group by trait, trait_value
),

named as (
    select
        trait,
        count(*) as models
    from trait_sets
    group by trait
),

all_models as (
    select count(*) as models
    from models
)

select
    counted.trait,
    counted.trait_value,
    counted.models,
    counted.models / all_models.models as share_of_models,
    counted.models / named.models as share_of_named
from counted
inner join named on counted.trait = named.trait
cross join all_models
order by counted.trait asc, counted.models desc, counted.trait_value asc;

comment on view trait_counts is
'One row per trait and value: the number of models that name it';
comment on column trait_counts.trait is
'license, language, dataset, paper, library or task';
comment on column trait_counts.trait_value is
'The value, such as mit or English';
comment on column trait_counts.models is
'Number of models that name it';
comment on column trait_counts.share_of_models is
'models as a fraction of all models';
comment on column trait_counts.share_of_named is
'models as a fraction of the models that name any value of the trait';
