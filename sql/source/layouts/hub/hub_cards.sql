-- temp.hub_cards · version 6
--
-- One row per record of a model: the fields that the graphs need, and those of
-- its model card.
--
-- Rules
-- 1. card_languages and card_bases are the fields language and base_model of
--    cardData: texts, or lists of texts. What is of another form goes to
--    misread.
-- 2. card_languages is NULL if the card does not have the field, or if nothing
--    in it can be read.
-- 3. card_relation is base_model_relation if it can be the name of a relation.
create or replace temp view hub_cards as
with
carded as (
    select
        *,
        json_extract(card, '$.language') as language,
        json_extract(card, '$.base_model') as base_model,
        card ->> '$.base_model_relation' as relation
    from temp.hub_fields
),

listed as (
    select
        *,
        temp.card_lists(language) as languages,
        to_json(temp.list_items(base_model)) as bases
    from carded
)

select
    model_id,
    likes,
    downloads,
    pipeline_tag,
    library_name,
    "createdAt",
    coalesce(tags, []) as tags,
    python_literal(temp.tag_values(tags, 'arxiv:')) as papers,
    base_models,
    case
        when
            list_position(languages, null) is null
            or len(flatten(languages)) > 0
            then flatten(languages)
    end as card_languages,
    temp.json_texts(bases) as card_bases,
    case
        when regexp_full_match(relation, '[A-Za-z_-]+') then relation
    end as card_relation,
    extra,
    former_ids,
    list_concat(
        misread,
        case
            when list_position(languages, null) is not null
                then temp.unread_cell(
                    'cardData.language', cast(language as varchar), null
                )
        end,
        case
            when not temp.has_only_texts(bases)
                then temp.unread_cell(
                    'cardData.base_model', cast(base_model as varchar), null
                )
        end
    ) as misread,
    full_json,
    card_text
from listed;

comment on view temp.hub_cards is
'One row per record of a model: the fields that the graphs need, with its card';
comment on column temp.hub_cards.model_id is
'Id of the model';
comment on column temp.hub_cards.likes is
'Likes on the Hub';
comment on column temp.hub_cards.downloads is
'Downloads of the last 30 days';
comment on column temp.hub_cards.pipeline_tag is
'Task';
comment on column temp.hub_cards.library_name is
'Library';
comment on column temp.hub_cards."createdAt" is
'When the model was created';
comment on column temp.hub_cards.tags is
'Tags; empty if there are none';
comment on column temp.hub_cards.papers is
'Papers of arXiv that the tags name, as a list literal; NULL without tags';
comment on column temp.hub_cards.base_models is
'The object that gives a relation and the models that it leads to';
comment on column temp.hub_cards.card_languages is
'Languages that the model card gives, as it writes them';
comment on column temp.hub_cards.card_bases is
'Models that the model card names as base models, as it writes them';
comment on column temp.hub_cards.card_relation is
'Relation to them that the model card gives';
comment on column temp.hub_cards.extra is
'What else the record says of the model: see models';
comment on column temp.hub_cards.former_ids is
'Ids that the model had before';
comment on column temp.hub_cards.misread is
'Columns whose cells could not be read, and the text of these cells';
comment on column temp.hub_cards.full_json is
'The text of the record as read; NULL if it is not a whole record';
comment on column temp.hub_cards.card_text is
'The text of the model card, if it was asked for';
