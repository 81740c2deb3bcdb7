-- trait_figures · version 2
--
-- One row per figure about traits in this build, of the kinds that were
-- published. figure_checks compares those that were.
--
-- Rules
-- 1. Mutation and ordering are those of the finetune graph. Which pairs agree
--    with the best ordering only a solver can compute: see `ecograph ordering`.
create or replace view trait_figures as
with
language_counts as (
    select
        count(*) as any_language,
        count(*) filter (where len(trait_values) = 1) as one_language,
        count(*) filter (where len(trait_values) = 2) as two_languages
    from trait_sets
    where trait = 'language'
),

all_models as (
    select count(*) as models
    from models
),

frequent as (
    select
        trait,
        list(trait_value) as trait_values
    from frequent_values
    where graph = 'finetune'
    group by trait
),

ordered_flows as (
    select
        trait_flows.trait,
        count(*) filter (where trait_flows.traffic > 0) as pairs,
        sum(trait_flows.total_n) as transitions,
        sum(trait_flows.traffic) as traffic,
        sum(trait_flows.total_n) filter (where trait_flows.traffic > 0)
            as total_n
    from trait_flows
    inner join frequent on trait_flows.trait = frequent.trait
    where
        trait_flows.graph = 'finetune'
        and list_contains(frequent.trait_values, trait_flows.from_value)
        and list_contains(frequent.trait_values, trait_flows.to_value)
    group by trait_flows.trait
)

select
    unnest([trait, 'share of models', 'share of named']) as section,
    unnest([
        trait_value,
        concat(trait, ': ', trait_value),
        concat(trait, ': ', trait_value)
    ]) as figure,
    unnest([models, share_of_models, share_of_named]) as found
from trait_counts
union all
select
    'languages of a model' as section,
    unnest(['none', 'one', 'two', 'any']) as figure,
    unnest([
        all_models.models - language_counts.any_language,
        language_counts.one_language,
        language_counts.two_languages,
        language_counts.any_language
    ]) as found
from language_counts
cross join all_models
union all
select
    'mutation' as section,
    concat(trait, ': ', unnest(['sum', 'edges', 'rate'])) as figure,
    unnest([mutation, edges, rate]) as found
from trait_mutations
where graph = 'finetune'
union all
select
    'languages' as section,
    unnest([
        'of the parent',
        'of the child',
        'of the parent, both named',
        'of the child, both named'
    ]) as figure,
    unnest([
        parent_languages,
        child_languages,
        parent_languages_of_both,
        child_languages_of_both
    ]) as found
from language_drift
where edge_type = 'all'
union all
select
    'languages' as section,
    concat('edges, both named: ', edge_type) as figure,
    edges_of_both as found
from language_drift
union all
select
    'ordering' as section,
    concat(
        trait, ': ', unnest(['pairs', 'transitions', 'traffic', 'total_n'])
    ) as figure,
    unnest([pairs, transitions, traffic, total_n]) as found
from ordered_flows;

comment on view trait_figures is
'One row per figure about traits in this build';
comment on column trait_figures.section is
'Group of figures, such as mutation or ordering';
comment on column trait_figures.figure is
'Name of the figure within its section';
comment on column trait_figures.found is
'Figure of this build';
