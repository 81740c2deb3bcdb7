-- model_cards · version 1
--
-- One row per model, and what its card is like; empty unless the build was
-- started with the option to read the cards.
--
-- Rules
-- 1. A card is the README of a model. They are read if the variable with_cards
--    is true and the source has them: set variable with_cards = true;
-- 2. A card that is missing, or that pandas would read as missing, has no
--    measures. has_card says that the text is longer than 3 characters, as in
--    the paper, which writes a missing one as `nan`. Why there is none, the
--    source does not say: the model may lack it, or it could not be fetched.
-- 3. characters and words are those of Python, and generated is about two
--    phrases in the text: see card_measures.
-- 4. The text is kept only if the variable with_card_texts is true as well.
-- Source: numerical_drifts.ipynb in the repository bendlaufer/ai-ecosystem.
create or replace table model_cards as
select
    coalesce(first_row, rowid) as position,
    model_id,
    coalesce(others[1].kept.card.characters > 3, false) as has_card,
    others[1].kept.card.characters as characters,
    others[1].kept.card.words as words,
    others[1].kept.card.sha256 as sha256,
    coalesce(others[1].kept.card.generated, false) as generated,
    others[1].kept.card.card_text as card_text
from temp.source
where
    getvariable('with_cards')
    and model_id is not null
    and source_rows is distinct from 0;

comment on table model_cards is
'One row per model, if cards were read: how long its card is, and of what kind';
comment on column model_cards.position is
'models.position';
comment on column model_cards.model_id is
'Id of the model';
comment on column model_cards.has_card is
'Whether it has a card: a text of more than 3 characters';
comment on column model_cards.characters is
'Length of the text in characters; NULL where missing';
comment on column model_cards.words is
'Words of the text, separated by white space; NULL where missing';
comment on column model_cards.sha256 is
'SHA-256 of the text in UTF-8; NULL where missing';
comment on column model_cards.generated is
'Whether the text says that it was generated automatically; false if missing';
comment on column model_cards.card_text is
'The text itself; NULL unless the build was asked to keep the texts';
