-- temp.parent_entries · version 3
--
-- One row per entry of a parent list, with the positions of its child and of
-- its parent among the models.
create or replace temp table parent_entries as
with
listed as (
    select
        source_row,
        child_position,
        relation,
        generate_subscripts(parents, 1) - 1 as place,
        unnest(parents) as parent_id
    from temp.parent_lists
)

select
    listed.source_row,
    listed.relation,
    listed.place,
    listed.parent_id,
    listed.child_position,
    models.position as parent_position
from listed
left join models on listed.parent_id = models.model_id;

comment on table temp.parent_entries is
'One row per entry of a parent list';
comment on column temp.parent_entries.source_row is
'Row of the source that declares it, from 1 below the header';
comment on column temp.parent_entries.relation is
'The list with the entry; listed stands for parent_model';
comment on column temp.parent_entries.place is
'Place in the list, from 0';
comment on column temp.parent_entries.parent_id is
'The parent as written; NULL for an entry that is not text, such as None';
comment on column temp.parent_entries.child_position is
'models.position of the child';
comment on column temp.parent_entries.parent_position is
'models.position of the parent; NULL if no model has this id';
