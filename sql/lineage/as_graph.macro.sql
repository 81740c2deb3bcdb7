-- as_graph(name) · version 1
--
-- One graph in which descent is counted, an enum value, from its name: full or
-- nomerges. Any other name is an error.
--
-- Why an enum: the graph is part of the keys by which the recursions group and
-- join, and a byte takes two thirds of the time of a text.
create or replace macro as_graph(name) as cast(
    name as enum('full', 'nomerges')
);

comment on macro as_graph is -- noqa: PRS
'The graph with a name, full or nomerges; an error if there is none';
