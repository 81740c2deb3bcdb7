"""A file that several threads read at once."""

import threading

from ecograph.threaded_reader import ThreadedReader


def test_threads_that_share_a_file_read_independently():
    """DuckDB's seek and read of one thread come between those of another."""

    def fetch(start, end):
        return b"".join(n.to_bytes(4) for n in range(start // 4, end // 4))

    reader = ThreadedReader(4 * 100_000, fetch)
    both, wrong = threading.Barrier(2), []

    def read(first):
        for number in range(first, 2000, 2):
            both.wait()
            reader.seek(4 * number)
            both.wait()
            if int.from_bytes(reader.read(4)) != number:
                wrong.append(number)

    threads = [threading.Thread(target=read, args=(first,)) for first in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
