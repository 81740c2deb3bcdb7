-- license_change(licenses, terms, child_licenses, child_terms) · version 1
--
-- One word for what happens to a parent's licences in its child, or to an
-- ancestor's licences in its descendant.
--
-- Rules, of which the first that matches applies
-- 1. none: neither names a licence. added: only the child does. dropped: only
--    the parent does, so the child does not state what the parent requires.
-- 2. kept: both name the same licences, whatever they are.
-- 3. unknown: the terms of either are unknown (NULL; see license_lists).
-- 4. loosened: the child lacks at least one of the parent's terms.
-- 5. tightened: the child has all of the parent's terms, and more.
-- 6. changed: different licences with the same terms.
--
-- Why no finer: whether a licence lets a child tighten it or replace it with
-- another of the same terms, and whether one that forbids derivatives allows
-- the child at all, depends on its wording.
create or replace macro license_change(
    licenses, terms, child_licenses, child_terms
) as case
    when len(licenses) = 0 and len(child_licenses) = 0 then 'none'
    when len(licenses) = 0 then 'added'
    when len(child_licenses) = 0 then 'dropped'
    when licenses = child_licenses then 'kept'
    when terms is null or child_terms is null then 'unknown'
    when not list_has_all(child_terms, terms) then 'loosened'
    when not list_has_all(terms, child_terms) then 'tightened'
    else 'changed'
end;

comment on macro license_change is -- noqa: PRS
'none, added, dropped, kept, unknown, loosened, tightened or changed';
