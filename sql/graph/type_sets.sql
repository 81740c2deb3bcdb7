-- temp.type_sets · version 1
--
-- One row per set of relations that can name a parent: the types of its edge.
--
-- Rules
-- 1. relations has a bit per relation, 1 << enum_code: that of `listed`, which
--    gives no type, is 1, and those of the edge types are 2, 4 and so on, in
--    order of rank.
-- 2. edge_type is the type of the highest rank: edges takes the rule from here.
create or replace temp table type_sets as
with
sets as (
    select unnest(range(1 << (len(edge_type_names()) + 1))) as relations
),

named as (
    select
        relations,
        list_filter(
            edge_type_names(),
            lambda name: relations & (1 << enum_code(as_relation(name))) > 0
        ) as names
    from sets
)

select
    cast(relations as integer) as relations,
    as_edge_type(names[-1]) as edge_type,
    list_transform(names, lambda name: as_edge_type(name)) as edge_types
from named;

comment on table temp.type_sets is
'One row per set of relations that can name a parent: the types of its edge';
comment on column temp.type_sets.relations is
'The relations, as the sum of 1 << enum_code of each';
comment on column temp.type_sets.edge_type is
'The last of edge_types; NULL where there is none';
comment on column temp.type_sets.edge_types is
'Their edge types, in order of rank';
