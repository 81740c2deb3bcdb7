-- text_words(text) · version 1
--
-- One list: the words of a text in order, then its pairs of adjacent words.
--
-- Rules
-- 1. A word has two or more letters, digits and underscores, and nothing else;
--    it is in lower case. A single one, such as the 4 of phi-4, is no word.
-- 2. Two words are adjacent if no other is between them; they are written with
--    a space. NULL has no words.
-- Source: the defaults of scikit-learn's CountVectorizer, with ngram_range
-- (1, 2), which the paper uses.
create or replace macro text_words(text) as list_transform(
    [regexp_extract_all(lower(text), '[\pL\pN_]{2,}')],
    lambda words: list_concat(
        words,
        list_transform(
            list_zip(words, words[2:], true),
            lambda pair: concat_ws(' ', pair[1], pair[2])
        )
    )
)[1];

comment on macro text_words is -- noqa: PRS
'The words of a text in lower case, and its pairs of adjacent words';
