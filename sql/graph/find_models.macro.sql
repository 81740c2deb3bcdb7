-- find_models(wanted) · version 2
--
-- One row per model whose id contains a text, or if there is none, per model
-- whose id is near it; the most downloaded first.
--
-- Rules
-- 1. Upper and lower case are the same; spaces around the text do not count.
-- 2. Names are compared: what follows the owner and the slash. One is near if
--    its beginning, as long as the text's name, is made from that by few edits:
--    adding, removing or replacing a letter, or swapping two. One is allowed
--    per three letters, and at most three; names of one or two letters have to
--    be the same.
-- 3. Of the same owner, a name is near too if it is part of the text's name.
-- 4. Spaces, dots, underscores and hyphens are the same in names.
-- 5. edits counts those that make the name: of its beginning, and the letters
--    after that or around the text; and for another owner up to two more.
-- 6. edge_types are those of the edges that lead to the model from other
--    models; NULL if there are none.
--
-- Why: counting edits takes ten times as long as Jaro's similarity, so they are
-- counted only where that is high enough. Each letter that differs lowers it by
-- two thirds of its share of the text.
create or replace macro find_models(wanted) as table
    with
    searched as (
        select
            lower(trim(cast(wanted as varchar))) as text,
            regexp_extract(text, '^(.*)/', 1) as owner,
            translate(split_part(text, '/', -1), ' ._', '---') as name,
            length(name) as letters,
            least(letters // 3, 3) as allowed,
            1 - allowed / letters as similarity
    ),

    named as (
        select
            models.position,
            lower(models.model_id) as id,
            searched.*,
            contains(id, searched.text) as is_part,
            translate(split_part(id, '/', -1), ' ._', '---') as its_name,
            left(its_name, searched.letters) as beginning
        from models
        cross join searched
        where searched.text <> ''
    ),

    parts as (
        select count(*) as number
        from named
        where is_part
    ),

    found as (
        select
            named.*,
            regexp_extract(named.id, '^(.*)/', 1) as its_owner
        from named
        cross join parts
        where
            case
                when parts.number > 0 then named.is_part
                when named.allowed = 0 then named.its_name = named.name
                when
                    jaro_similarity(named.beginning, named.name)
                    >= named.similarity
                    then
                        damerau_levenshtein(named.beginning, named.name)
                        <= named.allowed
                else
                    length(named.its_name) > 2
                    and contains(named.name, named.its_name)
                    and starts_with(named.id, named.owner || '/')
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
        not found.is_part as is_near,
        case
            when contains(found.its_name, found.name) then 0
            else damerau_levenshtein(found.beginning, found.name)
        end
        + greatest(length(found.its_name) - found.letters, 0)
        + least(damerau_levenshtein(found.its_owner, found.owner), 2) as edits,
        models.position
    from found
    inner join models on found.position = models.position
    left join types on models.position = types.child_position
    order by models.downloads desc nulls last, models.position asc;

comment on macro table find_models is -- noqa: PRS
'One row per model whose id contains a text, or else is near it';
