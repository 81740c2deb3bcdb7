-- find_models(wanted) · version 1
--
-- One row per model whose id contains a text, or if there is none, per model
-- whose id is near it; the most downloaded first.
--
-- Rules
-- 1. Upper and lower case are the same; spaces around the text do not count.
-- 2. A text is near an id if the beginning of the id, as long as the text, is
--    made from it by few edits: adding, removing or replacing a letter, or
--    swapping two. One edit per three letters is allowed, and at most three.
--    Spaces, dots, underscores and hyphens are the same there.
-- 3. A text without a slash is compared with what follows the slash in the id.
-- 4. edge_types are those of the edges that lead to the model from other
--    models; NULL if there are none.
--
-- Why: counting edits takes ten times as long as Jaro's similarity, so they are
-- counted only where that is high enough. Each letter that differs lowers it by
-- two thirds of its share of the text.
create or replace macro find_models(wanted) as table
    with
    searched as (
        select
            lower(trim(cast(wanted as varchar))) as lowered,
            translate(lowered, ' ._', '---') as hyphenated,
            length(lowered) as letters,
            least(letters // 3, 3) as allowed,
            contains(lowered, '/') as has_owner
    ),

    named as (
        select
            models.position,
            searched.hyphenated,
            searched.allowed,
            1 - searched.allowed / searched.letters as similarity,
            contains(lower(models.model_id), searched.lowered) as is_part,
            translate(lower(models.model_id), ' ._', '---') as id,
            left(
                case
                    when searched.has_owner then id
                    else split_part(id, '/', -1)
                end,
                searched.letters
            ) as beginning
        from models
        cross join searched
    ),

    parts as (
        select count(*) as number
        from named
        where is_part
    ),

    found as (
        select
            named.position,
            not named.is_part as is_near
        from named
        cross join parts
        where
            case
                when parts.number > 0 then named.is_part
                when
                    jaro_similarity(named.beginning, named.hyphenated)
                    >= named.similarity
                    then
                        damerau_levenshtein(named.beginning, named.hyphenated)
                        <= named.allowed
            end
    ),

    types as (
        select
            child_position,
            list(
                distinct coalesce(cast(edge_type as varchar), 'untyped')
                order by coalesce(cast(edge_type as varchar), 'untyped')
            ) as edge_types
        from edges
        where
            parent_position <> child_position
            and child_position in (select position from found)
        group by child_position
    )

    select
        models.model_id,
        models.likes,
        models.downloads,
        types.edge_types,
        found.is_near,
        models.position
    from found
    inner join models on found.position = models.position
    left join types on models.position = types.child_position
    order by models.downloads desc nulls last, models.position asc;

comment on macro table find_models is -- noqa: PRS
'One row per model whose id contains a text, or else is near it';
