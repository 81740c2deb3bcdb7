-- temp.card_measures(card) · version 1
--
-- One struct of what is kept of the text of a model card.
--
-- Rules
-- 1. characters are code points, and words what white space separates, both as
--    Python counts them: len(card) and len(card.split()).
-- 2. sha256 is that of the text in UTF-8, in hexadecimal digits.
-- 3. generated says whether the text has `automatically generated` or
--    `generated automatically` in it, in upper or lower case.
-- 4. The text itself is there only if the variable with_card_texts is true.
-- Source: numerical_drifts.ipynb in the repository bendlaufer/ai-ecosystem.
create or replace temp macro card_measures(card) as struct_pack(
    characters := length(card),
    words := len(
        regexp_extract_all(
            card, '[^\x09-\x0d\x1c-\x20\x{85}\p{Z}]+'
        )
    ),
    sha256 := sha256(card),
    generated := regexp_matches(
        card, '(?i)automatically generated|generated automatically'
    ),
    card_text := case when getvariable('with_card_texts') then card end
);

comment on macro temp.card_measures is -- noqa: PRS
'What is kept of the text of a model card';
