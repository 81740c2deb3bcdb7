-- parents · version 4
--
-- One row per entry of a parent list: a parent that a row of the source
-- declares for its model, whether it is a model of the table or not.
--
-- Rules
-- 1. The lists are parent_model, whose entries have the relation
--    `listed`, and finetune_parent, quantized_parent, adapter_parent and
--    merge_parent, whose relation is named after the list. Records of the Hub
--    can name a further type, whose relation is `unknown`.
-- 2. Each entry of each list is here: one that several lists name, one that a
--    list names twice, one of an earlier row with the same id.
-- 3. An entry names a model if it equals its id exactly, case and white space
--    included. Nobody's typing is mended; suggested_id is a guess for people,
--    and no edge comes of it.
-- 4. A list that cannot be read has no rows here; see rejects.
-- 5. status accounts for each entry; the first that fits counts:
--    repeat        an earlier entry of the row has the same text: lists in the
--                  order of rule 1, entries in that of the list
--    unknown_type  a model, named by an unknown relation alone: no edge
--    self_loop     an edge from the model to itself
--    in_graph      an edge from another model
--    url, local_path, not_an_id, wrong_case, absent
--                  no edge, for no model has this id; their rules are those of
--                  temp.absent_parents. An entry that is no text is not_an_id.
--
-- Why absent parents too: a model that was deleted, renamed or never published
-- is part of the lineage that people declared, though no edge can show it.
create or replace table parents as
with
numbered as (
    select
        *,
        row_number() over (
            partition by source_row, parent_id
            order by relation, place
        ) as mention
    from temp.parent_entries
)

select
    numbered.source_row,
    numbered.child_id,
    numbered.relation,
    numbered.place,
    numbered.parent_id,
    cast(
        case
            when numbered.parent_id is null then 'not_an_id'
            when numbered.mention > 1 then 'repeat'
            when
                numbered.relation = 'unknown'
                and numbered.parent_position is not null
                then 'unknown_type'
            when numbered.parent_position = numbered.child_position
                then 'self_loop'
            when numbered.parent_position is not null then 'in_graph'
            else absent_parents.status
        end
        as enum(
            'in_graph',
            'self_loop',
            'repeat',
            'unknown_type',
            'local_path',
            'url',
            'not_an_id',
            'wrong_case',
            'absent'
        )
    ) as status,
    absent_parents.suggested_id,
    numbered.child_position,
    numbered.parent_position
from numbered
left join temp.absent_parents
    on numbered.parent_id = absent_parents.parent_id
order by numbered.source_row, numbered.relation, numbered.place;

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
comment on column parents.status is
'What became of it: an edge (in_graph, self_loop), a repeat, or why it is none';
comment on column parents.suggested_id is
'Id of the model that was probably meant, where none has this id; else NULL';
comment on column parents.child_position is
'models.position of the child';
comment on column parents.parent_position is
'models.position of the parent; NULL where no model has this id';
