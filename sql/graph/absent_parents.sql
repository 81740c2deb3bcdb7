-- temp.absent_parents · version 3
--
-- One row per text that lists name as a parent and that is not a model's id.
--
-- Rules: the first that applies gives the status
-- 1. url: it starts with a scheme such as https:// (except file:), with www.,
--    or with a host of the Hub, perhaps after the name of a relation and `:`.
-- 2. local_path: it starts with /, \, ~, ./, ../, a drive such as C:\, or
--    file:; it contains a backslash; it contains two or more slashes and
--    neither white space nor a comma; or it starts with models--, like a folder
--    in the Hub's cache.
-- 3. not_an_id: it is not of the form of an id (see is_model_id); or it is a
--    placeholder: none, null, nan, n/a, unknown, undefined, removed, todo, tbd
--    or placeholder, the last three and `your` also at the start of a longer
--    text.
-- 4. renamed: it is a former id of a model (see current_ids).
-- 5. wrong_case: it differs from exactly one model's id in case only.
-- 6. absent: anything else, such as a model that was deleted.
--
-- suggested_id is the model that was probably meant: that of the current id,
-- else that of the text's meant_id, if it is a model's id or former id, or if
-- it differs from exactly one in case only.
create or replace temp table absent_parents as
with
named as (
    select distinct
        parent_id,
        meant_id(parent_id) as meant_id
    from temp.parent_entries
    where parent_position is null and parent_id is not null
),

alike as (
    select
        named.parent_id,
        max(models.model_id) filter (
            where models.model_id = named.meant_id
        ) as same_id,
        case when count(*) = 1 then max(models.model_id) end as only_id
    from models
    inner join named on lower(models.model_id) = lower(named.meant_id)
    group by named.parent_id
),

formerly as (
    select
        named.parent_id,
        min(current_ids.model_id) as model_id
    from current_ids
    inner join named on lower(current_ids.old_id) = lower(named.meant_id)
    group by named.parent_id
    having min(current_ids.model_id) = max(current_ids.model_id)
)

select
    named.parent_id,
    case
        when
            regexp_matches(
                named.parent_id,
                '(?i)^([a-z_-]+:)?'
                || '([a-z][a-z0-9+.-]*://|www\.|huggingface\.co/|hf\.co/)'
            )
            and not regexp_matches(named.parent_id, '(?i)^([a-z_-]+:)?file:')
            then 'url'
        when
            regexp_matches(
                named.parent_id,
                '(?i)^([/~]|\.\.?/|[a-z]:/|file:|models--)|\\'
                || '|^[^\s,]*/[^\s,]*/[^\s,]*$'
            )
            then 'local_path'
        when
            not is_model_id(named.parent_id)
            or regexp_matches(
                named.parent_id,
                '(?i)^((none|null|nan|n/a|unknown|undefined|removed|[._-]+)$'
                || '|(todo|tbd|placeholder|your)([-_./]|$))'
            )
            then 'not_an_id'
        when current_ids.model_id is not null then 'renamed'
        when named.meant_id = named.parent_id and alike.only_id is not null
            then 'wrong_case'
        else 'absent'
    end as status,
    coalesce(
        current_ids.model_id,
        alike.same_id,
        alike.only_id,
        formerly.model_id
    ) as suggested_id
from named
left join alike on named.parent_id = alike.parent_id
left join current_ids on named.parent_id = current_ids.old_id
left join formerly on named.parent_id = formerly.parent_id;

comment on table temp.absent_parents is
'One row per text that lists name as a parent and that is not a model''s id';
comment on column temp.absent_parents.parent_id is
'The parent as written';
comment on column temp.absent_parents.status is
'Why no model has this id, or what the text looks like: see the rules';
comment on column temp.absent_parents.suggested_id is
'Id of the model that was probably meant; NULL if there is none';
