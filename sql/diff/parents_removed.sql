-- diff.parents_removed · version 1
--
-- One row per parent that a model of both builds names only in the old one: an
-- entry of its parent lists, whether the parent is in the table or not.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Children are
--    matched by id, and parents by their text as written: a parent that is
--    named by its new id is both lost and gained.
-- 2. A model that is in only one of the builds is left out, with all its
--    parents: see diff.models_gone.
-- 3. Only the text counts. If a parent that both builds name has got an edge or
--    lost it, or the edge its type, see the relations of the edges.
-- 4. Several entries of a child with the same text are one row. Entries that
--    are not text, such as None, are left out.
-- 5. The rows are in the order of the old build.
create schema if not exists diff;

create or replace table diff.parents_removed as
select
    entries.child_id,
    entries.parent_id,
    list_sort(list(distinct entries.relation)) as relations,
    min(entries.status) filter (where entries.status <> 'repeat') as status,
    max(entries.suggested_id) as suggested_id
from old_build.main.parents as entries
semi join new_build.main.models
    on entries.child_id = models.model_id
anti join new_build.main.parents as others
    on
        entries.child_id = others.child_id
        and entries.parent_id = others.parent_id
where entries.parent_id is not null
group by entries.child_id, entries.parent_id
order by min((entries.source_row, entries.relation, entries.place));

comment on table diff.parents_removed is
'One row per parent that a model of both builds names only in the old one';
comment on column diff.parents_removed.child_id is
'Id of the model that names it';
comment on column diff.parents_removed.parent_id is
'The parent as written, whether a model has this id or not';
comment on column diff.parents_removed.relations is
'Relations of the lists that name it; listed stands for parent_model';
comment on column diff.parents_removed.status is
'parents.status in the old build: an edge, or why there is none';
comment on column diff.parents_removed.suggested_id is
'Id of the model of the old build that was probably meant; NULL if none';
