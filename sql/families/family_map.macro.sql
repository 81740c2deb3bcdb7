-- family_map(shown_families, shown_models) · version 1
--
-- One row per part of a map of the largest families: a model, or a group, the
-- others of one type below it; and a row each for the models of the other
-- families, those with edges of merges only, and those without edges. Each
-- model counts once: models adds up to the number of all models.
--
-- Rules
-- 1. The trees on the map are those of family_trees, shown_families of them.
-- 2. Parts of their own are the roots of the families and, of all models on the
--    map, the shown_models with the most descendants (see lineage); of several,
--    the most liked, then those of the lowest generation, then the first.
-- 3. The others are counted in groups, by the nearest such part above them and
--    the type of the edge from their own parent. above_position is the model
--    above, and NULL for what is directly in the family.
create or replace macro family_map(shown_families, shown_models) as table
    with recursive
    members as materialized (
        from family_trees(shown_families)
    ),

    named as materialized (
        select members.position
        from members
        inner join lineage on members.position = lineage.position
        inner join models on members.position = models.position
        qualify
            members.position = members.root_position
            or row_number() over (
                order by
                    lineage.descendants desc nulls first,
                    models.likes desc nulls last,
                    members.generation asc nulls last,
                    members.position asc
            ) <= shown_models
    ),

    placed as (
        select
            position,
            parent_position as above_position
        from members
        where parent_position is null
        union all
        select
            members.position,
            coalesce(named.position, placed.above_position) as above_position
        from placed
        inner join members on placed.position = members.parent_position
        left join named on placed.position = named.position
    )

    select
        case when named.position is null then 'group' else 'model' end as part,
        members.family,
        members.root_position,
        placed.above_position,
        named.position,
        members.edge_type,
        count(*) as models
    from members
    inner join placed on members.position = placed.position
    left join named on members.position = named.position
    group by all
    union all
    select
        unnest(['other families', 'merges only', 'no edges']) as part,
        null as family,
        null as root_position,
        null as above_position,
        null as position,
        null as edge_type,
        unnest([
            (select count(*) from family_members)
            - (select count(*) from members),
            (select count(*) from lineage)
            - (select count(*) from family_members),
            (select count(*) from models) - (select count(*) from lineage)
        ]) as models
    order by
        family asc nulls last,
        above_position asc nulls first,
        part desc,
        models desc,
        position asc,
        edge_type asc;

comment on macro table family_map is -- noqa: PRS
'One row per part of a map of the largest families: a model, or others by type';
