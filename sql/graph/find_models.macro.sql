-- find_models(wanted) · version 2
--
-- One row per model whose id contains a text, or if there is none, per model
-- whose id is near it; the most downloaded first.
--
-- Rules
-- 1. Upper and lower case are the same, and so are spaces, dots, underscores
--    and hyphens; spaces around the text do not count.
-- 2. An id is near if few edits make the text of it, a slash being a hyphen:
--    one from four letters on, two from seven and three from ten.
-- 3. It is near, whatever the owners, if few edits make the text's name of the
--    beginning of its own, which is as long. Names are what follows the slash.
-- 4. Of the same owner, an id is near if its name is part of the text's.
-- 5. edits is the lower of two numbers: the edits of the whole id; and those of
--    the beginning of the name and the letters after that or around the text,
--    and for another owner up to two more.
-- 6. edge_types are those of the edges that lead to the model from other
--    models; NULL if there are none.
create or replace macro find_models(wanted) as table
    with
    searched as (
        select
            translate(
                lower(trim(cast(wanted as varchar))), ' ._', '---'
            ) as text,
            regexp_extract(text, '^(.*)/', 1) as owner,
            split_part(text, '/', -1) as name,
            translate(text, '/\', '--') as whole,
            length(name) as letters,
            least((length(text) - 1) // 3, 3) as allowed,
            least((letters - 1) // 3, 3) as allowed_of_name
    ),

    named as (
        select
            models.position,
            searched.*,
            translate(lower(models.model_id), ' ._', '---') as id,
            contains(id, searched.text) as is_part,
            split_part(id, '/', -1) as its_name,
            left(its_name, searched.letters) as beginning,
            translate(id, '/', '-') as its_whole
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
                when named.its_name = named.name then true
                when
                    is_near(named.beginning, named.name, named.allowed_of_name)
                    then named.allowed_of_name > 0
                when is_near(named.its_whole, named.whole, named.allowed)
                    then true
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
        least(
            damerau_levenshtein(found.its_whole, found.whole),
            case
                when contains(found.its_name, found.name) then 0
                else damerau_levenshtein(found.beginning, found.name)
            end
            + greatest(length(found.its_name) - found.letters, 0)
            + least(damerau_levenshtein(found.its_owner, found.owner), 2)
        ) as edits,
        models.position
    from found
    inner join models on found.position = models.position
    left join types on models.position = types.child_position
    order by models.downloads desc nulls last, models.position asc;

comment on macro table find_models is -- noqa: PRS
'One row per model whose id contains a text, or else is near it';
