-- temp.language_name(code) · version 2
--
-- One name of a language, from a code such as `yue`, `zh-Hant` or `pt-BR`; NULL
-- if the code is not a language's.
--
-- Rules
-- 1. The part before the first hyphen or underscore is a code of
--    language_names, in upper or lower case. What follows, a script or a
--    region, is kept in parentheses, as BCP 47 spells it: `Chinese (Hant)`.
create or replace temp macro language_name(code) as case
    when regexp_full_match(code, '[A-Za-z]{2,3}([-_][A-Za-z0-9_-]+)?')
        then
            nullif(
                split_part(
                    split_part(
                        temp.language_names()[ascii(lower(code)) - 96],
                        concat(
                            chr(10),
                            lower(regexp_extract(code, '^[A-Za-z]+')),
                            chr(9)
                        ),
                        2
                    ),
                    chr(10),
                    1
                ),
                ''
            )
            || regexp_replace(
                temp.subtags(regexp_replace(code, '^[A-Za-z]+[-_]?', '')),
                '^(.+)$',
                ' (\1)'
            )
end;

comment on macro temp.language_name is -- noqa: PRS
'The name of the language that a code gives; NULL if it is not one';
