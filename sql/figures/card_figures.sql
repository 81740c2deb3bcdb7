-- card_figures · version 1
--
-- One row per figure about model cards in this build, of the kinds that were
-- published. figure_checks compares those that were. No rows if the build did
-- not read the cards.
--
-- Rules
-- 1. A change is a share of the children minus that of the parents, over all
--    edges or over those on which both have a card: see card_drift.
create or replace view card_figures as
select
    'model cards' as section,
    'share of models' as figure,
    avg(cast(has_card as integer)) as found
from model_cards
having count(*) > 0
union all
select
    'model cards' as section,
    unnest([
        'characters of the parent, both have one',
        'characters of the child, both have one',
        'change in share that have one',
        'change in share generated, both have one',
        'change in share generated'
    ]) as figure,
    unnest([
        parent_characters_of_both,
        child_characters_of_both,
        child_has_card - parent_has_card,
        child_generated_of_both - parent_generated_of_both,
        child_generated - parent_generated
    ]) as found
from card_drift
where edge_type = 'all';

comment on view card_figures is
'One row per figure about model cards in this build';
comment on column card_figures.section is
'Group of figures: model cards';
comment on column card_figures.figure is
'Name of the figure within its section';
comment on column card_figures.found is
'Figure of this build';
