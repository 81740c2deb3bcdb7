-- attachment · version 1
--
-- One row per graph and range of numbers of children so far: how many children
-- models with as many got next, and how many they would have got by chance.
--
-- Rules
-- 1. Children come in the order of arrivals. Ranges of children so far double:
--    0, 1, 2 to 3, 4 to 7 and so on.
-- 2. attachments counts the children that came to a model which had so many.
--    expected is how many would have come to such models if each model older
--    than the child had been as likely (see attachment_spans). In a graph, both
--    add up to the number of arrivals.
-- 3. lift is attachments divided by expected. It is 1 everywhere if children so
--    far do not matter, and grows in proportion to them where attachment is
--    preferential.
-- Source: Newman, Clustering and preferential attachment in growing networks,
-- Physical Review E 64 (2001).
--
-- Why the rest for 0: attachment_spans leaves out models that never had a
-- child, which are most.
create or replace view attachment as
with
spans as materialized (
    from attachment_spans
),

ranged as (
    select
        graph,
        case
            when children > 0 then 1 << (strlen(bin(children)) - 1)
            else 0
        end as children_from,
        attachments,
        expected
    from spans
    union all
    select distinct
        graph,
        0 as children_from,
        0 as attachments,
        0 as expected
    from spans
),

summed as (
    select
        graph,
        children_from,
        sum(attachments) as attachments,
        case when children_from > 0 then sum(expected) end as expected_later
    from ranged
    group by graph, children_from
),

compared as (
    select
        graph,
        children_from,
        greatest(2 * children_from - 1, 0) as children_to,
        cast(attachments as bigint) as attachments,
        coalesce(
            expected_later,
            sum(attachments) over (partition by graph)
            - coalesce(sum(expected_later) over (partition by graph), 0)
        ) as expected
    from summed
)

select
    *,
    attachments / nullif(expected, 0) as lift
from compared
order by graph, children_from;

comment on view attachment is
'One row per graph and range of children so far: how many came next';
comment on column attachment.graph is
'full, finetune or nomerges';
comment on column attachment.children_from is
'Least number of children so far';
comment on column attachment.children_to is
'Greatest number of children so far';
comment on column attachment.attachments is
'Children that came to models with so many';
comment on column attachment.expected is
'Children that would have come to them by chance';
comment on column attachment.lift is
'attachments divided by expected';
