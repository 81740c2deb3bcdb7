-- created_on(created_at, is_floor) · version 1
--
-- One text: the day in UTC on which a model was created, as 2024-05-01, or
-- `on or before 2022-03-02` if is_floor (see models.created_at_is_floor); NULL
-- if both are.
create or replace macro created_on(created_at, is_floor) as case
    when is_floor then concat('on or before ', cast(created_at as date))
    else cast(cast(created_at as date) as varchar)
end;

comment on macro created_on is -- noqa: PRS
'Day on which a model was created, or on or before which, in words';
