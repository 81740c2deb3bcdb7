"""Pickles are written as steps that ``pickle.load`` takes."""

import gc
import io
import pickle
from itertools import repeat

import pytest

from ecograph.graphs.garbage_collector import paused_collector
from ecograph.graphs.pickle_writer import Call, Column, Writer


def loaded(steps):
    file = io.BytesIO()
    steps(Writer(file))
    return pickle.loads(file.getvalue())


def test_a_kept_item_is_created_once_and_others_each_time():
    def steps(writer):
        kept, new = Call(list, "ab"), Call(list, "ab")
        writer.keep(kept)
        pairs = Call(zip, Call(repeat, kept, 1), Call(repeat, kept, 1))
        writer.finish(Call(list, Call(zip, pairs, Call(zip, new, new))))

    ((one, other), _), *_ = loaded(steps)
    assert one is other

    def without(writer):
        new = Call(list, "ab")
        writer.finish(Call(list, Call(zip, Call(repeat, new, 1), Call(repeat, new, 1))))

    ((one, other),) = loaded(without)
    assert one == other == ["a", "b"]
    assert one is not other


def test_a_dropped_item_may_be_kept_again():
    def steps(writer):
        first, second = Call(list, "ab"), Call(list, "cd")
        writer.keep(first)
        writer.drop(first)
        writer.keep(second)
        writer.keep(first)
        writer.finish(Call(tuple, Call(zip, first, second)))

    assert loaded(steps) == (("a", "c"), ("b", "d"))


def test_a_call_may_be_made_for_its_side_effect():
    def steps(writer):
        numbers = Call(list, [3, 1, 2])
        writer.keep(numbers)
        writer.do(Call(list.sort, numbers))
        writer.finish(numbers)

    assert loaded(steps) == [1, 2, 3]


@pytest.mark.parametrize("sizes", [[], [0], [1], [2, 0, 1], [1000, 1, 2001]])
def test_a_column_is_a_tuple_of_all_its_chunks(sizes):
    chunks = [[f"{size} {n}" for n in range(size)] for size in sizes]
    column = Column(lambda: chunks)
    expected = tuple(value for chunk in chunks for value in chunk)
    assert loaded(lambda writer: writer.finish(column)) == expected


def test_a_pickle_may_extend_a_copy_of_another():
    shared, names = io.BytesIO(), Call(list, "ab")
    prefix = Writer(shared)
    prefix.keep(names)
    for number in (1, 2):
        file = io.BytesIO(shared.getvalue())
        file.seek(0, io.SEEK_END)
        writer = Writer(file, prefix)
        writer.keep(number)
        writer.finish(Call(list, Call(zip, names, Call(repeat, number))))
        assert pickle.loads(file.getvalue()) == [("a", number), ("b", number)]


def test_the_collector_is_restored_even_on_an_error():
    def fail():
        with paused_collector():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()
    gc.disable()
    try:
        with paused_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
