-- temp.time_text(value) · version 2
--
-- One time as the Hub writes it, 2025-07-11T00:55:12.000Z, from the forms in
-- which records and Parquet files have it, as text; any other text stays as it
-- is.
--
-- Rules
-- 1. A time is that of ISO 8601, with or without fractions and a zone (UTC by
--    default), or the day alone, which stands for its first moment; or a number
--    since 1970, of seconds, or of milliseconds as pandas writes it, of
--    microseconds or nanoseconds. Numbers of 10, 13, 16 or 19 digits are of
--    2001 to 2286.
create or replace temp macro time_text(value) as case
    when value like '____-__-__T__:__:__.%Z' then value
    when
        regexp_full_match(value, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
        and try_cast(value as date) is not null
        then concat(value, 'T00:00:00.000Z')
    when regexp_full_match(value, '[0-9]{10}([0-9]{3}){0,3}(\.0*)?')
        then strftime(
            make_timestamp(
                cast(
                    rpad(left(split_part(value, '.', 1), 16), 16, '0') as bigint
                )
            ),
            '%Y-%m-%dT%H:%M:%S.%gZ'
        )
    when regexp_full_match(value, '(?i)[0-9-]{10}[T ][0-9:.]+(Z|[+-][0-9:]+)?')
        then coalesce(
            strftime(
                make_timestamp(
                    epoch_us(
                        try_cast(
                            regexp_replace(
                                rtrim(upper(value), 'Z'),
                                '^(.{11}[^+-]+)$',
                                '\1+00'
                            ) as timestamptz
                        )
                    )
                ),
                '%Y-%m-%dT%H:%M:%S.%gZ'
            ),
            value
        )
    else value
end;

comment on macro temp.time_text is -- noqa: PRS
'The time as the Hub writes it';
