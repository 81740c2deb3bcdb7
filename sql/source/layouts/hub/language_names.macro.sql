-- temp.language_names() · version 2
--
-- One list of the English names of languages: 26 texts, one for each first
-- letter of the codes. A line of a text is a code, a tab and a name.
--
-- Rules
-- 1. Codes are those of ISO 639-1, of two letters, and of ISO 639-3, of three.
--    Names are spelled as in the ISO's own tables.
-- 2. The variable `sql` is the folder of the SQL files, by default `sql`: the
--    names are read from languages.csv next to this file.
--
-- Source: the registration authority's table iso-639-3, from Debian's package
-- iso-codes, as included in pycountry 26.2.16: `alpha_2`, then `alpha_3`.
--
-- Why not a table: a join would lose the order of the rows. Why not a map: one
-- of 8,000 names costs seconds wherever it is used.
set variable language_names = (
    with
    languages as (
        select *
        from read_csv(
            coalesce(getvariable('sql'), 'sql')
            || '/source/layouts/hub/languages.csv',
            auto_detect = false,
            header = true,
            columns = {'code': 'varchar', 'name': 'varchar'} -- noqa: LT01
        )
    ),

    letters as (
        select
            left(code, 1) as letter,
            string_agg(
                concat(chr(10), code, chr(9), name), ''
                order by length(code), code
            ) as names
        from languages
        group by letter
    )

    select list(names order by letter)
    from letters
);

create or replace temp macro language_names() as
getvariable('language_names');

comment on macro temp.language_names is -- noqa: PRS
'The English names of languages, a text for each first letter of the codes';
