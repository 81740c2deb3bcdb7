-- parents · version 2
--
-- One row per entry of a parent list: a parent that a row of the source
-- declares for its model, whether it is a model of the table or not.
--
-- Rules
-- 1. The five lists are parent_model, whose entries have the relation
--    `listed`, and finetune_parent, quantized_parent, adapter_parent and
--    merge_parent, whose relation is named after the list.
-- 2. Each entry of each list is here: one that several lists name, one that a
--    list names twice, one of an earlier row with the same id.
-- 3. An entry is in the graph if it equals the id of a model exactly, case and
--    white space included. Nobody's typing is mended.
-- 4. A list that cannot be read has no rows here; see rejects.
--
-- Why absent parents too: a model that was deleted, renamed or never published
-- is part of the lineage that people declared, though no edge can show it.
create or replace table parents as
with
entries as (
    select
        source_row,
        child_id,
        child_position,
        relation,
        generate_subscripts(parents, 1) - 1 as place,
        unnest(parents) as parent_id
    from temp.parent_lists
)

select
    entries.source_row,
    entries.child_id,
    entries.relation,
    entries.place,
    entries.parent_id,
    models.model_id is not null as in_graph,
    entries.child_position,
    models.position as parent_position
from entries
left join models on entries.parent_id = models.model_id
order by entries.source_row, entries.relation, entries.place;

comment on table parents is
'One row per entry of a parent list, whether the parent is in the table or not';
comment on column parents.source_row is
'Row of the source that declares it, from 1 below the header';
comment on column parents.child_id is
'Id of the row''s model';
comment on column parents.relation is
'The list that has the entry; listed is parent_model';
comment on column parents.place is
'Place in the list, from 0';
comment on column parents.parent_id is
'The parent as it is written; NULL for an entry that is no text, such as None';
comment on column parents.in_graph is
'Whether the parent is a model of the table, so that there is an edge';
comment on column parents.child_position is
'models.position of the child';
comment on column parents.parent_position is
'models.position of the parent; NULL where it is not in the graph';
