-- temp.card_lists(language) · version 1
--
-- One list per item of the field language of a model card: the languages in it;
-- NULL for an item that is none. NULL if the card does not have the field.
create or replace temp macro card_lists(language) as list_transform(
    list_filter(
        temp.list_items(language), lambda item: json_type(item) <> 'NULL'
    ),
    lambda item: temp.card_codes(item)
);

comment on macro temp.card_lists is -- noqa: PRS
'The languages in each item of the field language of a model card';
