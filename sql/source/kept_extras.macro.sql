-- temp.kept_extras(full_json, card) · version 2
--
-- One struct of what was asked to be kept of a row; NULL if nothing was.
--
-- Rules
-- 1. It has the whole record if the variable with_json is true, and the
--    measures of the card if with_cards is.
create or replace temp macro kept_extras(full_json, card) as case
    when getvariable('with_json') or getvariable('with_cards')
        then struct_pack(
            full_json := case
                when getvariable('with_json') then full_json
            end,
            card := case
                when getvariable('with_cards') then temp.card_measures(card)
            end
        )
end;

comment on macro temp.kept_extras is -- noqa: PRS
'What was asked to be kept of a row';
