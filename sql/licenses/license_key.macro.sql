-- license_key(name) · version 1
--
-- One text: the name of a licence in the form in which names are compared, such
-- as `llama 3 1 community`; NULL if nothing is left of it.
--
-- Rules
-- 1. It consists of words and numbers with a space in between, in lower case.
--    Spaces, hyphens, underscores, dots, commas and brackets separate them;
--    what else there is, such as ? or another script, stays.
-- 2. The words licence, agreement, version, v and the do not count.
create or replace macro license_key(name) as nullif(
    trim(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(lower(name), '[\s_.,()\[\]-]+', ' ', 'g'),
                    '([a-z])([0-9])',
                    '\1 \2',
                    'g'
                ),
                '([0-9])([a-z])',
                '\1 \2',
                'g'
            ),
            '( *\b(licen[cs]e|agreement|version|v|the)\b)+ *',
            ' ',
            'g'
        )
    ),
    ''
);

comment on macro license_key is -- noqa: PRS
'The name of a licence in the form in which names are compared';
