-- parents · version 5
--
-- One row per entry of a parent list: a parent that a row of the source
-- declares for its model, whether it is a model of the table or not.
--
-- Rules
-- 1. The lists are parent_model, whose entries have the relation `listed`, and
--    one per edge type, such as merge_parent, whose relation is the type.
--    Records of the Hub can name a further type: the relation is `unknown`.
-- 2. Every entry of every list is here, including those that several lists
--    name, that a list names twice, or that an earlier row with the same id
--    names.
-- 3. An entry names a model if it equals its id exactly, including case and
--    white space. Typing errors are not corrected; suggested_id is a guess for
--    readers and gives no edge.
-- 4. A list that cannot be read has no rows here; see rejects.
-- 5. status accounts for each entry; the first that applies counts:
--    repeat        an earlier entry of the row has the same text: lists in the
--                  order of rule 1, entries in the order of the list
--    unknown_type  a model, named only by an unknown relation: no edge
--    self_loop     an edge from the model to itself
--    in_graph      an edge from another model
--    url, local_path, not_an_id, renamed, wrong_case, absent
--                  no edge, because no model has this id; see the rules of
--                  temp.absent_parents. An entry that is not text is not_an_id.
-- 6. If the variable `follow_renames` is true, entries of the status renamed
--    are edges from the model of suggested_id, at parent_position.
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
    children.model_id as child_id,
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
            'renamed',
            'wrong_case',
            'absent'
        )
    ) as status,
    absent_parents.suggested_id,
    numbered.child_position,
    coalesce(numbered.parent_position, renamed.position) as parent_position
from numbered
inner join models as children on numbered.child_position = children.position
left join temp.absent_parents
    on numbered.parent_id = absent_parents.parent_id
left join models as renamed
    on
        absent_parents.suggested_id = renamed.model_id
        and absent_parents.status = 'renamed'
        and coalesce(getvariable('follow_renames'), false)
order by numbered.source_row, numbered.relation, numbered.place;

comment on table parents is
'One row per entry of a parent list, whether the parent is in the table or not';
comment on column parents.source_row is
'Row of the source that declares it, from 1 below the header';
comment on column parents.child_id is
'Id of the row''s model';
comment on column parents.relation is
'The list with the entry; listed stands for parent_model';
comment on column parents.place is
'Place in the list, from 0';
comment on column parents.parent_id is
'The parent as written; NULL for an entry that is not text, such as None';
comment on column parents.status is
'The result: an edge (in_graph, self_loop), a repeat, or why there is no edge';
comment on column parents.suggested_id is
'Id of the model that was probably meant, if none has this id; else NULL';
comment on column parents.child_position is
'models.position of the child';
comment on column parents.parent_position is
'models.position of the parent; NULL if the entry gives no edge';
