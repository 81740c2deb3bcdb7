-- is_near(text, other, edits) · version 1
--
-- One boolean: whether a number of edits makes one text of another.
--
-- Rules
-- 1. An edit adds, removes or replaces a letter, or swaps two.
--
-- Why: counting edits takes ten times as long as Jaro's similarity, so they are
-- counted only where that is high enough. Each letter that differs lowers it by
-- two thirds of its share of the text.
create or replace macro is_near(text, other, edits) as
abs(length(text) - length(other)) <= edits
and jaro_similarity(text, other) >= 1 - edits / length(other)
and damerau_levenshtein(text, other) <= edits;

comment on macro is_near is -- noqa: PRS
'Whether a number of edits makes one text of another';
