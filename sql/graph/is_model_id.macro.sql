-- is_model_id(text) · version 1
--
-- One boolean: whether a text is of the form of an id, owner/name, or name as
-- the oldest models are called, in the characters that the Hub allows.
create or replace macro is_model_id(text) as regexp_full_match(
    text, '[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?'
);

comment on macro is_model_id is -- noqa: PRS
'Whether a text is of the form of the id of a model on the Hub';
