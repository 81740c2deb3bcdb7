-- python_literal(items) · version 1
--
-- One Python literal of a list of texts, as repr writes it. NULL gives NULL,
-- and an entry that is NULL becomes None. python_list reads it back.
--
-- Why the first lines: most lists are empty, and nearly all others contain
-- plain ASCII without a quote or a backslash (see python_repr). Why
-- list_aggregate: DuckDB's array_to_string computes its argument twice.
create or replace macro python_literal(items) as case
    when len(items) = 0 then '[]'
    when
        list_count(items) = len(items)
        and regexp_full_match(
            list_aggregate(items, 'string_agg', ''), '[ -&(-\[\]-~]*'
        )
        then concat('[''', list_aggregate(items, 'string_agg', ''', '''), ''']')
    when items is not null
        then concat(
            '[',
            list_aggregate(
                list_transform(items, lambda item: python_repr(item)),
                'string_agg',
                ', '
            ),
            ']'
        )
end;

comment on macro python_literal is -- noqa: PRS
'The Python literal of a list of texts, as repr writes it';
