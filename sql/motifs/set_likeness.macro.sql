-- set_likeness(items, others) · version 1
--
-- One number from 0 to 1: how alike two lists are as sets; NULL if either is
-- NULL or both are empty.
--
-- Rules
-- 1. It is the number of items in both, divided by the number in either: the
--    Jaccard index. Order does not count, nor does an item that comes again.
-- Source: Jaccard, The distribution of the flora in the Alpine zone, New
-- Phytologist 11 (1912).
create or replace macro set_likeness(items, others) as case
    when items is not null and others is not null
        then
            len(list_distinct(list_intersect(items, others)))
            / nullif(len(list_distinct(list_concat(items, others))), 0)
end;

comment on macro set_likeness is -- noqa: PRS
'How alike two lists are as sets, from 0 to 1: their Jaccard index';
