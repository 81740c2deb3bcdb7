-- text_likeness(text, other) · version 1
--
-- One number from 0 to 1: how alike two texts are by their letters; NULL if one
-- is NULL or too long to compare.
--
-- Rules
-- 1. It is 1 minus the Levenshtein distance, the least number of letters to
--    insert, delete or replace, divided by the length of the longer text. Two
--    empty texts are alike.
-- 2. The work grows with both lengths, so a text of more than 10,000 bytes is
--    not compared. Such are records that list thousands of files.
-- Source: Levenshtein, Binary codes capable of correcting deletions, insertions
-- and reversals, Soviet Physics Doklady 10 (1966).
--
-- Why the distance from the empty text: it is a text's length in the units in
-- which DuckDB measures distance, characters or, before version 2, bytes.
create or replace macro text_likeness(text, other) as case
    when strlen(text) > 10000 or strlen(other) > 10000 then null
    when text = other then 1.0
    else
        1.0
        - levenshtein(text, other)
        / greatest(levenshtein(text, ''), levenshtein(other, ''))
end;

comment on macro text_likeness is -- noqa: PRS
'How alike two texts are, from 0 to 1: by their Levenshtein distance';
