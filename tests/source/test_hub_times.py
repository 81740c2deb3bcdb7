"""Times of creation in records of the Hub."""

from conftest import asked, write_records
from quick_build import quick_build

TIMES = {
    "2022-03-02": "2022-03-02T00:00:00.000Z",
    "2022-03-02T23:29:05Z": "2022-03-02T23:29:05.000Z",
    "2022-03-02T23:29:05.123456Z": "2022-03-02T23:29:05.123456Z",
    "2022-03-03T01:29:05.5+02:00": "2022-03-02T23:29:05.500Z",
    "2022-03-02T23:29:05": "2022-03-02T23:29:05.000Z",
    "2022-03-02 23:29:05.678": "2022-03-02T23:29:05.678Z",
    "2022-03-02 18:29:05-05": "2022-03-02T23:29:05.000Z",
    "2022-03-02t23:29:00z": "2022-03-02T23:29:00.000Z",
    1646263744: "2022-03-02T23:29:04.000Z",
    1646263744000: "2022-03-02T23:29:04.000Z",
    "1646263744000.0": "2022-03-02T23:29:04.000Z",
    1646263744000000000: "2022-03-02T23:29:04.000Z",
}
"""Forms of a time, and how the Hub writes it."""

NO_TIMES = ["2022-02-30", "2022-13-02T00:00:00Z", "2022-03-02 25:00:00", "2022", 3, "x"]


def test_times_of_creation_are_read_in_many_forms(tmp_path):
    records = [
        {"id": str(n), "createdAt": t} for n, t in enumerate([*TIMES, *NO_TIMES])
    ]
    relations = ("main.models", "main.rejects")
    quick_build(write_records(records, tmp_path), tmp_path, *relations)
    query = 'select "createdAt" from models where created_at_is_floor'
    assert asked(tmp_path, query) == [(time,) for time in TIMES.values()]
    query = "select cell from rejects where column_name = 'createdAt'"
    assert asked(tmp_path, query) == [(str(cell),) for cell in NO_TIMES]
