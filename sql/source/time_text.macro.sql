-- temp.time_text(value) · version 2
--
-- One time as the Hub writes it, 2025-07-11T00:55:12.000Z, from a time or from
-- the text that DuckDB makes of one; any other text, such as that of a 13th
-- month, stays as it is.
--
-- Rules
-- 1. A time with a zone is converted to UTC on every machine: DuckDB writes it
--    in the zone of the machine, followed by the offset.
create or replace temp macro time_text(value) as coalesce(case
    when
        regexp_full_match(
            cast(value as varchar), '[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+'
        )
        then strftime(
            try_cast(cast(value as varchar) as timestamp),
            '%Y-%m-%dT%H:%M:%S.%gZ'
        )
    when
        regexp_full_match(
            cast(value as varchar),
            '[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+[+-][0-9:]+'
        )
        then strftime(
            make_timestamp(
                epoch_us(try_cast(cast(value as varchar) as timestamptz))
            ),
            '%Y-%m-%dT%H:%M:%S.%gZ'
        )
end, cast(value as varchar));

comment on macro temp.time_text is -- noqa: PRS
'The time as the Hub writes it';
