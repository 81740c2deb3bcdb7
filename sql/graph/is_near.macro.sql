-- is_near(text, other, edits) · version 1
--
-- One boolean: whether a number of edits makes one text of another.
--
-- Rules
-- 1. An edit adds, removes or replaces a letter, or swaps two.
--
-- Why: counting edits takes ten times as long as Jaro's similarity, so they are
-- counted only where that is high enough. From four letters on, an edit lowers
-- it by two thirds of its share of the text at most, and letters that are
-- matched out of order by a sixth at most.
create or replace macro is_near(text, other, edits) as
abs(length(text) - length(other)) <= edits
and jaro_similarity(text, other) >= (2.5 - 2 * edits / length(other)) / 3
and damerau_levenshtein(text, other) <= edits;

comment on macro is_near is -- noqa: PRS
'Whether a number of edits makes one text of another';
