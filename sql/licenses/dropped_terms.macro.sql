-- dropped_terms(terms, child_terms) · version 1
--
-- One list of the terms that a parent's licences have and its child's lack;
-- NULL if the terms of either are unknown (see license_lists).
create or replace macro dropped_terms(terms, child_terms) as case
    when child_terms is not null
        then list_filter(
            terms, lambda term: not list_contains(child_terms, term)
        )
end;

comment on macro dropped_terms is -- noqa: PRS
'Terms of a parent''s licences that its child''s lack; NULL if unknown';
