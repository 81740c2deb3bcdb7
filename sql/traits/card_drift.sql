-- card_drift · version 1
--
-- One row per edge type, and one for all edges: the model cards of parent and
-- child. No rows if the build did not read the cards.
--
-- Rules
-- 1. Shares are of all edges, where a model without a card counts as one whose
--    card was not generated. Shares and means that end in _of_both are over the
--    edges whose parent and child both have a card.
-- 2. copies are the edges_of_both on which the two cards are the same text.
-- Source: numerical_drifts.ipynb in the repository bendlaufer/ai-ecosystem.
create or replace view card_drift as
with
paired as (
    select
        coalesce(edges.edge_type, 'untyped') as edge_type,
        cast(parents.has_card as integer) as parent_has,
        cast(children.has_card as integer) as child_has,
        parents.has_card and children.has_card as both_have,
        cast(parents.generated as integer) as parent_is,
        cast(children.generated as integer) as child_is,
        parents.characters as parent_characters,
        children.characters as child_characters,
        parents.words as parent_words,
        children.words as child_words,
        parents.sha256 = children.sha256 as same_text
    from edges
    inner join model_cards as parents
        on edges.parent_position = parents.position
    inner join model_cards as children
        on edges.child_position = children.position
)

select
    coalesce(edge_type, 'all') as edge_type,
    count(*) as edges,
    avg(parent_has) as parent_has_card,
    avg(child_has) as child_has_card,
    avg(parent_is) as parent_generated,
    avg(child_is) as child_generated,
    count(*) filter (where both_have) as edges_of_both,
    avg(parent_characters) filter (where both_have)
        as parent_characters_of_both,
    avg(child_characters) filter (where both_have) as child_characters_of_both,
    avg(parent_words) filter (where both_have) as parent_words_of_both,
    avg(child_words) filter (where both_have) as child_words_of_both,
    avg(parent_is) filter (where both_have) as parent_generated_of_both,
    avg(child_is) filter (where both_have) as child_generated_of_both,
    count(*) filter (where both_have and same_text) as copies
from paired
group by grouping sets ((edge_type), ())
having count(*) > 0
order by edges desc, edge_type asc;

comment on view card_drift is
'One row per edge type, and one for all: model cards of parent and child';
comment on column card_drift.edge_type is
'Label of the edge type (see edge_type_labels), or all';
comment on column card_drift.edges is
'Number of edges';
comment on column card_drift.parent_has_card is
'Share of the edges whose parent has a card';
comment on column card_drift.child_has_card is
'Share of the edges whose child has a card';
comment on column card_drift.parent_generated is
'Share of the edges whose parent''s card was generated';
comment on column card_drift.child_generated is
'Share of the edges whose child''s card was generated';
comment on column card_drift.edges_of_both is
'Number of edges whose parent and child both have a card';
comment on column card_drift.parent_characters_of_both is
'Mean length of the parent''s card in characters, over edges_of_both';
comment on column card_drift.child_characters_of_both is
'Mean length of the child''s card in characters, over edges_of_both';
comment on column card_drift.parent_words_of_both is
'Mean number of words of the parent''s card, over edges_of_both';
comment on column card_drift.child_words_of_both is
'Mean number of words of the child''s card, over edges_of_both';
comment on column card_drift.parent_generated_of_both is
'Share of edges_of_both whose parent''s card was generated';
comment on column card_drift.child_generated_of_both is
'Share of edges_of_both whose child''s card was generated';
comment on column card_drift.copies is
'Number of edges_of_both on which the child''s card is that of the parent';
