-- temp.edge_kinds · version 1
--
-- One row per combination of types that edges have.
--
-- Why: a pickle of the graphs stores each combination once.
create or replace temp table edge_kinds as
select
    edge_types,
    edge_type,
    row_number() over (order by edge_types) - 1 as code
from edges
group by edge_types, edge_type;

comment on table temp.edge_kinds is
'One row per combination of types that edges have';
comment on column temp.edge_kinds.edge_types is
'edges.edge_types';
comment on column temp.edge_kinds.edge_type is
'edges.edge_type';
comment on column temp.edge_kinds.code is
'Number of the combination, from 0';
