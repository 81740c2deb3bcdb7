-- license_change(licenses, terms, child_licenses, child_terms) · version 1
--
-- One word for what became of a parent's licences in its child, or of those of
-- an ancestor in its descendant.
--
-- Rules, of which the first that fits holds
-- 1. none: neither names a licence. added: only the child does. dropped: only
--    the parent does, so that the child says nothing of what the parent asks.
-- 2. kept: both name the same licences, whatever they are.
-- 3. unknown: the terms of either are not known (NULL; see license_lists).
-- 4. loosened: a term of the parent's is not among the child's.
-- 5. tightened: the child has all terms of the parent's, and more.
-- 6. changed: other licences of the same terms.
--
-- Why no more: whether a licence lets a child tighten it or change it for one
-- of the same terms, and whether one that forbids derivatives allows the child
-- at all, is in its wording.
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
