-- license_terms · version 2
--
-- One row per licence id: what it requires of derived models.
--
-- Rules
-- 1. The ids are those of the Hub, and some for licences that models name under
--    other (see license_aliases). They are read from licenses.csv next to this
--    file; the variable `sql` is the folder of the SQL files.
-- 2. terms are the obligations that a child has to carry over; if it lacks one
--    of its parent's, the licence has been loosened. They are weak copyleft;
--    strong copyleft, which includes the weak; network copyleft, which includes
--    both and holds for a model that is only served; use limits, a list of
--    forbidden uses; non-commercial; no derivatives; and a vendor's agreement,
--    which goes with the model, such as terms of Meta (Llama).
-- 3. class is the strictest of the terms, in the order of the case below; a
--    licence without terms is permissive.
-- 4. Lists of forbidden uses are told apart by whose they are, as a child under
--    another list has not carried over its parent's. The lists of BigScience
--    contain that of OpenRAIL-M, and have two more uses.
-- 5. The versions of a licence have the same terms, and so have the GPL and
--    cc-by-sa, though one may not replace the other. Attribution, notices and
--    names, which nearly all licences require, are not terms, nor is a limit on
--    the revenue or the users of whoever uses a model.
-- 6. Share-alike counts as strong copyleft for works (cc-by-sa, gfdl) and as
--    weak for data, which models may be built from (odbl, cdla-sharing).
-- 7. cc does not say which Creative Commons licence it is, and other and
--    unknown do not say what they require: their terms are NULL, as for
--    unlisted ids.
-- 8. doubt says why a reading is open to doubt. A flag is NULL if the SPDX
--    License List does not say, and nobody else is known to.
--
-- Source: the page "Licenses" of the Hub's documentation,
-- huggingface.co/docs/hub/repositories-licenses, the SPDX License List 3.29,
-- and the texts that source names. The terms are this project's reading: a
-- screen, not legal advice.
create or replace table license_terms as
with
judged as (
    select
        license,
        spdx_id,
        is_osi_approved,
        is_fsf_free,
        source,
        doubt,
        case terms when 'none' then [] else string_split(terms, '; ') end
            as terms
    from read_csv(
        coalesce(getvariable('sql'), 'sql') || '/licenses/licenses.csv',
        auto_detect = false,
        header = true,
        columns = {
            'license': 'varchar',
            'terms': 'varchar',
            'spdx_id': 'varchar',
            'is_osi_approved': 'boolean',
            'is_fsf_free': 'boolean',
            'source': 'varchar',
            'doubt': 'varchar'
        }
    )
)

select
    license,
    case
        when terms is null then 'unknown'
        when list_contains(terms, 'no derivatives') then 'no derivatives'
        when list_contains(terms, 'non-commercial') then 'non-commercial'
        when array_to_string(terms, '; ') like '%terms of %' then 'vendor'
        when array_to_string(terms, '; ') like '%use limits of %'
            then 'responsible AI'
        when list_contains(terms, 'strong copyleft') then 'strong copyleft'
        when list_contains(terms, 'weak copyleft') then 'weak copyleft'
        else 'permissive'
    end as class,
    terms,
    spdx_id,
    is_osi_approved,
    is_fsf_free,
    source,
    doubt
from judged
order by license;

comment on table license_terms is
'One row per licence id: what it requires of derived models';
comment on column license_terms.license is
'Licence id, such as mit';
comment on column license_terms.class is
'The strictest of its terms, such as non-commercial; permissive; unknown';
comment on column license_terms.terms is
'Obligations that a child has to carry over, sorted; NULL if unknown';
comment on column license_terms.spdx_id is
'Id in the SPDX License List; NULL if it has none';
comment on column license_terms.is_osi_approved is
'Whether the Open Source Initiative has approved it; NULL if unknown';
comment on column license_terms.is_fsf_free is
'Whether the Free Software Foundation calls it free; NULL if unknown';
comment on column license_terms.source is
'URL of the text that it is read from';
comment on column license_terms.doubt is
'Why the reading is open to doubt; NULL if it is not';
