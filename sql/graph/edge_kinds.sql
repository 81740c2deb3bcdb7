-- temp.edge_kinds · version 1
--
-- One row per combination of types that edges bear, of which there are at most
-- sixteen.
--
-- Why: a pickle of the graphs spells each of them once.
create or replace temp table edge_kinds as
select
    edge_types,
    edge_type,
    row_number() over (order by edge_types) - 1 as code
from edges
group by edge_types, edge_type;

comment on table temp.edge_kinds is
'One row per combination of types that edges bear';
comment on column temp.edge_kinds.edge_types is
'edges.edge_types';
comment on column temp.edge_kinds.edge_type is
'edges.edge_type';
comment on column temp.edge_kinds.code is
'Number of the combination, from 0';
