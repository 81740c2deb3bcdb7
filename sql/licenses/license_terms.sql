-- license_terms · version 1
--
-- One row per licence id of the Hub: what it requires of derived models.
--
-- Rules
-- 1. terms are the obligations that a child has to carry over; if it lacks one
--    of its parent's, the licence has been loosened. They are weak copyleft;
--    strong copyleft, which includes the weak; use limits, a list of forbidden
--    uses; non-commercial; no derivatives; and a vendor's agreement, which goes
--    with the model, such as terms of Meta.
-- 2. class is the strictest of the terms, in the order of the case below; a
--    licence without terms is permissive.
-- 3. terms are kinds of obligations, not wordings: all versions of a licence, a
--    vendor's too, the GPL, the AGPL and cc-by-sa, and all lists of forbidden
--    uses have the same terms, though one may not replace the other.
--    Attribution and notices, which nearly all licences require, are not terms.
-- 4. Share-alike counts as strong copyleft for works (cc-by-sa, gfdl) and as
--    weak for data, which models may be built from (odbl, cdla-sharing).
-- 5. cc does not say which Creative Commons licence it is, and other and
--    unknown do not say what they require: their terms are NULL, as for
--    unlisted ids.
-- 6. Open to doubt: artistic-2.0 and lppl-1.3c (permissive, except for a
--    changed name), apple-ascl (permissive, but personal), ofl-1.1 and ms-pl
--    (weak), the eupl (strong, but it lists weaker licences to change to),
--    c-uda (limits use to computers), and h-research, intel-research and
--    grok2-community, whose wording was not available.
-- Source: the page "Licenses" of the Hub's documentation,
-- huggingface.co/docs/hub/repositories-licenses, and openmdw-1.1, which is
-- newer. The terms are this project's reading: a screen, not legal advice.
create or replace view license_terms as
with
judged (licenses, terms) as (
    values
    (
        [
            'apache-2.0', 'mit', 'afl-3.0', 'artistic-2.0', 'bsl-1.0', 'bsd',
            'bsd-2-clause', 'bsd-3-clause', 'bsd-3-clause-clear', 'cc0-1.0',
            'cc-by-2.0', 'cc-by-2.5', 'cc-by-3.0', 'cc-by-4.0',
            'cdla-permissive-1.0', 'cdla-permissive-2.0', 'wtfpl', 'ecl-2.0',
            'etalab-2.0', 'isc', 'lppl-1.3c', 'apple-ascl', 'odc-by',
            'openmdw-1.0', 'openmdw-1.1', 'postgresql', 'ncsa', 'unlicense',
            'zlib', 'pddl'
        ],
        cast([] as varchar[])
    ),
    (
        [
            'cdla-sharing-1.0', 'epl-1.0', 'epl-2.0', 'lgpl', 'lgpl-2.1',
            'lgpl-3.0', 'lgpl-lr', 'ms-pl', 'mpl-2.0', 'odbl', 'ofl-1.1'
        ],
        ['weak copyleft']
    ),
    (
        [
            'agpl-3.0', 'cc-by-sa-3.0', 'cc-by-sa-4.0', 'eupl-1.1', 'eupl-1.2',
            'gfdl', 'gpl', 'gpl-2.0', 'gpl-3.0', 'osl-3.0'
        ],
        ['strong copyleft', 'weak copyleft']
    ),
    (['cc-by-nc-2.0', 'cc-by-nc-3.0', 'cc-by-nc-4.0'], ['non-commercial']),
    (
        ['cc-by-nc-sa-2.0', 'cc-by-nc-sa-3.0', 'cc-by-nc-sa-4.0'],
        ['non-commercial', 'strong copyleft', 'weak copyleft']
    ),
    (['cc-by-nd-4.0'], ['no derivatives']),
    (
        ['cc-by-nc-nd-3.0', 'cc-by-nc-nd-4.0'],
        ['no derivatives', 'non-commercial']
    ),
    (
        [
            'openrail', 'openrail++', 'bigscience-openrail-m',
            'creativeml-openrail-m', 'bigscience-bloom-rail-1.0',
            'bigcode-openrail-m', 'c-uda'
        ],
        ['use limits']
    ),
    (
        ['llama2', 'llama3', 'llama3.1', 'llama3.2', 'llama3.3', 'llama4'],
        ['terms of Meta', 'use limits']
    ),
    (['gemma'], ['terms of Google', 'use limits']),
    (['grok2-community'], ['terms of xAI', 'use limits']),
    (
        ['fair-noncommercial-research-license'],
        ['non-commercial', 'terms of Meta FAIR', 'use limits']
    ),
    (
        ['deepfloyd-if-license'],
        ['non-commercial', 'terms of Stability AI', 'use limits']
    ),
    (['apple-amlr'], ['non-commercial', 'terms of Apple']),
    (['h-research'], ['non-commercial', 'terms of H Company']),
    (['intel-research'], ['non-commercial', 'terms of Intel']),
    (['cc', 'other', 'unknown'], null)
)

select
    unnest(licenses) as license,
    case
        when terms is null then 'unknown'
        when list_contains(terms, 'no derivatives') then 'no derivatives'
        when list_contains(terms, 'non-commercial') then 'non-commercial'
        when array_to_string(terms, ', ') like '%terms of %' then 'vendor'
        when list_contains(terms, 'use limits') then 'responsible AI'
        when list_contains(terms, 'strong copyleft') then 'strong copyleft'
        when list_contains(terms, 'weak copyleft') then 'weak copyleft'
        else 'permissive'
    end as class,
    terms
from judged;

comment on view license_terms is
'One row per licence id of the Hub: what it requires of derived models';
comment on column license_terms.license is
'Licence id, such as mit';
comment on column license_terms.class is
'The strictest of its terms, such as non-commercial; permissive; unknown';
comment on column license_terms.terms is
'Obligations that a child has to carry over, sorted; NULL if unknown';
