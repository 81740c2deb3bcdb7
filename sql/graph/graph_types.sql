-- graph_types · version 1
--
-- One row per graph and edge type that it keeps.
--
-- Rules
-- 1. untyped stands for an edge_type that is NULL.
create or replace view graph_types as
select
    kept.graph,
    kept.edge_type
from
    (
        values
        ('full', 'finetune'),
        ('full', 'quantized'),
        ('full', 'adapter'),
        ('full', 'merge'),
        ('full', 'untyped'),
        ('finetune', 'finetune'),
        ('nomerges', 'finetune'),
        ('nomerges', 'quantized'),
        ('nomerges', 'adapter'),
        ('nomerges', 'untyped')
    ) as kept (graph, edge_type);

comment on view graph_types is
'One row per graph and edge type that it keeps';
comment on column graph_types.graph is
'full, finetune or nomerges';
comment on column graph_types.edge_type is
'finetune, quantized, adapter, merge or untyped';
