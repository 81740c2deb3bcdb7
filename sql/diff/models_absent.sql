-- diff.models_absent · version 1
--
-- One row per model of the old build that is not in the new one, but that
-- models of the new build still name as a parent: it was deleted or renamed.
--
-- Rules
-- 1. The two builds are attached as old_build and new_build. Models are matched
--    by id, including case and white space.
-- 2. new_id is the model that the new build suggests for the id (see parents);
--    else the new id that its records tell, if all tell the same, of a model
--    that need not be in the table (see renames). NULL does not say that the
--    model was deleted: only that no new id is known.
-- 3. The models with the most children left come first; then by id.
--
-- Why apart from models_gone: these children have lost an ancestor, and what it
-- asked of them can no longer be seen.
create schema if not exists diff;

create or replace table diff.models_absent as
with
named as (
    select
        entries.parent_id as model_id,
        count(distinct entries.child_id) as children,
        min(entries.status) as status,
        max(entries.suggested_id) as suggested_id
    from new_build.main.parents as entries
    semi join old_build.main.models as old_models
        on entries.parent_id = old_models.model_id
    anti join new_build.main.models as new_models
        on entries.parent_id = new_models.model_id
    where entries.status <> 'repeat'
    group by entries.parent_id
)

select
    named.model_id,
    named.children,
    named.status,
    coalesce(named.suggested_id, renames.new_id) as new_id
from named
left join new_build.main.renames
    on
        named.model_id = renames.old_id
        and renames.is_agreed
order by named.children desc, named.model_id asc;

comment on table diff.models_absent is
'One row per model only in the old build that the new one names as a parent';
comment on column diff.models_absent.model_id is
'Id of the model in the old build';
comment on column diff.models_absent.children is
'Number of models of the new build that name it as a parent';
comment on column diff.models_absent.status is
'parents.status in the new build, such as absent or renamed';
comment on column diff.models_absent.new_id is
'Id that it probably has now; NULL if none is known';
