-- siblings(id, types) · version 1
--
-- One row per other model that shares a parent with a given model.
--
-- Rules
-- 1. types restricts the edges to some types (see is_chosen); by default, all
--    count.
-- 2. Edges from a model to itself do not count.
create or replace macro siblings(id, types := null) as table
    with
    chosen as (
        select
            parent_id,
            child_id,
            parent_position,
            child_position
        from edges
        where
            is_chosen(edge_type, types)
            and parent_position <> child_position
    )

    select
        others.child_id as model_id,
        list(others.parent_id order by others.parent_position) as parent_ids,
        others.child_position as position
    from chosen
    inner join chosen as others
        on chosen.parent_position = others.parent_position
    where
        chosen.child_id = cast(id as varchar)
        and others.child_position <> chosen.child_position
    group by others.child_id, others.child_position
    order by len(parent_ids) desc, others.child_position;

comment on macro table siblings is -- noqa: PRS
'One row per other model that shares a parent with a given model';
