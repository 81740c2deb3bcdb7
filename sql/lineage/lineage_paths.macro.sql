-- lineage_paths(id, types) · version 1
--
-- One row per path of edges from a model without parents down to a given model.
--
-- Rules
-- 1. types restricts the paths to some edge types (see is_chosen); by default,
--    all count.
-- 2. A path contains no model twice. On or below a cycle, a path may start at a
--    model whose parents are all on the path already.
-- 3. A model without parents has one path, the model itself.
-- 4. If more than 100,000 paths go up by the same number of edges, it is an
--    error: merges of merges can have more paths than can be listed, but few
--    ancestors.
create or replace macro lineage_paths(id, types := null) as table
    with recursive
    chosen as (
        select
            parent_id,
            child_id,
            coalesce(edge_type, 'untyped') as edge_type
        from edges
        where
            is_chosen(edge_type, types)
            and parent_position <> child_position
    ),

    walk as (
        select
            model_id as first_id,
            [model_id] as path,
            cast([] as varchar[]) as edge_types
        from models
        where model_id = cast(id as varchar)
        union all
        select
            chosen.parent_id as first_id,
            case
                when count(*) over () <= 100000
                    then list_prepend(chosen.parent_id, walk.path)
                else error(
                    'more than 100,000 paths: name types, or ask for ancestors'
                )
            end as path,
            list_prepend(chosen.edge_type, walk.edge_types) as edge_types
        from walk
        inner join chosen on walk.first_id = chosen.child_id
        where not list_contains(walk.path, chosen.parent_id)
    )

    select
        first_id as root_id,
        len(edge_types) as steps,
        path,
        edge_types
    from walk
    where
        not exists (
            select 1
            from chosen
            where
                chosen.child_id = walk.first_id
                and not list_contains(walk.path, chosen.parent_id)
        )
    order by steps, path;

comment on macro table lineage_paths is -- noqa: PRS
'One row per path of edges from a model without parents down to a given model';
