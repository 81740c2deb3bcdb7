"""A table of models in which every cell is unusual, as ecograph reads it."""

import csv
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

__all__ = ["write_odd_table"]

LISTS = ["parent_model", "finetune_parent", "quantized_parent", "adapter_parent"]

# fmt: off
IDS = [
    "a/b", "A/B", "k/elvin", "K/elvin", "\u212a/elvin", "x/y--z", "owner/name", "é/e",
    "e\u0301/e", "İ/x", "i/x", "ı/x", "I/X", "ß/y", "ẞ/y", "Σ/s", "σ/s", "ς/s",
    "ΟΔΟΣ/Σ", "οδος/ς", "οδοσ/σ", "q/it's", 'q/say"hi"', "b/back\\slash", "nl/a\nb",
    "tab/a\tb", "😀/x", "None", "nan", "null", "", "[]", "é/e", "a/b", "", "vt/a\x0bb",
    "fs/a\x1cb", "nel/a\x85b", "ls/a\u2028b", "nbsp/a\xa0b", "bom/\ufeffa", "x" * 300,
]

TIMES = [
    "2024-02-30T00:00:00.000Z", "2024-02-29T00:00:00.000Z", "1900-02-29T00:00:00.000Z",
    "2024-1-2T3:4:5.6Z", "2024-01-01t00:00:00.123456z", "2024-01-01T00:00:00.1234567Z",
    "0000-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z",
    "1582-10-10T00:00:00.000Z", "1400-02-29T00:00:00.000Z", "1969-12-31T23:59:59.999Z",
    "2024-01-01T24:00:00.000Z", "2024-01-01T23:59:60.000Z", "2024-01-01T23:60:00.000Z",
    "2024-13-01T00:00:00.000Z", "2024-00-01T00:00:00.000Z", "2024-01-00T00:00:00.000Z",
    "2024-01-01 00:00:00.000Z", "2024-01-01T00:00:00.000", " 2024-01-01T00:00:00.000Z",
    "2024-01-01T00:00:00.000Z\n", "２０２４-01-01T00:00:00.000Z", "null", "x", "2024",
    "2024-01-01T 0:00:00.000Z", "2024-01-01T00:00:00.12 Z", "+024-01-01T00:00:00.000Z",
]

NUMBERS = [
    "12.0", "12.", "+5", "-0", "-7.000", "999999999999999", "1000000000000000", "1e3",
    " 5", "5 ", "", "nan", "None", "N/A", "0x10", "１２", "12.5", "5\n", "--5", "+",
    "1_0", "-999999999999999.000", "00012", "+0.", ".0", "-1.#IND", "<NA>", "5\x0b",
]

LITERALS = [
    "[None, 'a/b']", "['a/b', 1.5, True]", "['a/b',]", "[ 'a/b' , \"A/B\" ]", "[None]",
    "\x0b['a/b']", "['a/b']\x0b", "['a/b']\n", "\t['a/b']\r\n", "\f[\f'a/b'\f]\f",
    "['a/b'", "'a/b'", "a/b", "[a/b]", "['a/b' 'c']", "[['a/b']]", "['']", "[]", " []",
    "[ ]", "['a\nb']", "nan", "['\\q']", "['\\x4']", "['\\x41/x']", "['\\U00110000']",
    "['\\U000f0000/x']", "['emoji/\\U0001f600']", "['\\u0131/x']", "['\\xe9/e']",
    "['\\ud83d']", "['a\\ud83d\\ude00']", "['\\\\ud83d']", "['\\\\\\ud83d']", "['\\U']",
    "(‘a/b’)", "['a/b', 'a/b', 'A/b', 'a/B']", "['a\u2028b/c']", "['a\x85b/c']", "[,]",
    "['it\\'s/x']", '["it\'s/x", \'say"hi"/y\']', "['a\\tb', 'a\\nb', 'a\\rb', '\\\\']",
    "['\\x01', '\\x7f', '\\xff', '\\u0100', '\\uffff', '\\U0010ffff', '\\u2028/x']",
    "['a', 'b'] ", "['a'; 'b']", "['a','b']", "['a',  'b']", "['a', 'b', ]",
    "['a',, 'b']", "[True]", "[False, None, -1, 0, -0.5, 10.25]", "[01]", "[1.]",
    "['a'] x", "['a' ]\t",
]

PARENTS = [
    "οδοσ/Σ", "ΟΔΟς/ς", "ΟΔΟΣ/ς", "i/X", "İ/X", "I/x", "ı/X", "i̇/x", "K/elvin",
    "K/ELVIN", "\u212a/ELVIN", "SS/y", "ss/y", "ß/Y", "σ/S", "ς/S", "É/E", "e\u0301/E",
    "\u017f/x", "https://huggingface.co/owner/name", "HTTPS://HF.CO/Owner/Name?x",
    "hf.co/a/b/tree/x", "http://x.y/z", "http\u017f://x", "www.x.com",
    "huggingface.co/a/b", "hf://models/a/b", "https://huggingface.co/a/b%20c",
    "hf.co/a%2Fb", "hf.co/%C3%A9/e", "hf.co/a%zz/b%2", "hf.co/a%FF/b",
    "hf.co/%c3%a9/%C3", "hf.co/%F0%9F%98%80%ED%A0%80/b",
    "hf.co/%F0%9F%98%80%e2%82%ac/b", "hf.co/a+b/c", "https://huggingface.co/a/b\nc",
    "https://huggingface.co/a\x0bc/b", "/local/path", "./x", "../x", "~x", "C:\\x",
    "c:/x", "file:///x", "FILE:x", "a/b/c", "a/b/c d", "a,b/c/d", "a/b/c\n",
    "a\x0b/b/c", "a\xa0/b/c", "a\u2003/b/c", "\\x", "x\\y", "models--owner--name",
    "models--owner--name--a", "x/models--x--y--z/snapshots/1", "models--İ--x", "none",
    "null", "n/a", "N/A", "unknown", "todo", "todo/x", "TBD_x", "placeholder.x",
    "your-model", "none\n", "n/a\n", "none\x0b", "---", "owner/name ", "OWNER/NAME",
    "owner/name\n", "\nowner/name", "x/y\n", "x/y--z ", "mailto:x", "a+b://x", "./",
    "..", "/", "a/", "/a", "a//b", "model\nname/x", "😀/x", "😀/X", "a/b (Merge)",
    "a/b\x0b(x)", "a/b\u3000(x)", "a/b@main", "a/b:v1", "a/b:c/d", "base: a/b",
    "BASE:\na/b", "base_model:\x0ba/b", "'a/b'", '"a/b"', "`a/b`", "\ufeffa/b",
    "a/b\u200b", " a/b\u2060", "finetune: https://hf.co/a/b", "a/b/tree",
    "hf.co/a/b/blob", "Owner/Name--A", "x" * 300, "q/IT'S", "q/it's", 'Q/say"hi"',
    "b/back\\slash", "nl/a\nb", "tab/a\tb", "vt/a\x0bb",
]
# fmt: on


def write_odd_table(path: Path) -> Path:
    """Write the table as a CSV; return its path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(USUAL)
        for row in _rows():
            writer.writerow({**USUAL, **row}.values())
    return path


USUAL = {
    "model_id": "",
    "likes": "1",
    "downloads": "10",
    "pipeline_tag": "text-generation",
    "library_name": "None",
    "createdAt": "2024-01-01T00:00:00.000Z",
    "licenses": "['mit']",
    "datasets": "[]",
    "languages": "['en']",
    **dict.fromkeys([*LISTS, "merge_parent"], "[]"),
}


def _rows() -> Iterator[dict[str, str]]:
    for one in IDS:
        yield {"model_id": one, "pipeline_tag": one[:9]}
    for place, one in enumerate(TIMES):
        yield {"model_id": f"time/{place}", "createdAt": one, **_of(0, "a/b", "time/0")}
    for place, one in enumerate(NUMBERS):
        numbers = {"likes": one, "downloads": NUMBERS[-place]}
        yield {
            "model_id": f"number/{place}",
            **numbers,
            **_of(1, f"number/{place - 1}"),
        }
    for place, one in enumerate(LITERALS):
        traits = {"licenses": one, "languages": LITERALS[-place]}
        yield {"model_id": f"list/{place}", "parent_model": one, **traits}
        several = dict.fromkeys(["parent_model", "adapter_parent", "merge_parent"], one)
        yield {"model_id": f"lists/{place}", **several}
    for place, one in enumerate(PARENTS):
        yield {"model_id": f"parent/{place}", **_of(0, one), **_of(2, one, one, "a/b")}
    yield from _long_lists()
    yield from _repeated_ids()
    yield from _lines_and_cycles()


def _of(place: int, *parents: str) -> dict[str, str]:
    """Return the cell of a list of parents."""
    return {LISTS[place]: repr([*parents])}


def _long_lists() -> Iterator[dict[str, str]]:
    """Yield lists of 1,000 entries and an entry as long, with escapes and without."""
    yield {"model_id": "long/1", **_of(0, *(f"list/{n}" for n in range(1000)))}
    yield {"model_id": "long/2", **_of(1, *(f"x{n}/it's" for n in range(1000)))}
    yield {"model_id": "long/3", **_of(2, "o/" + "it's\t" * 3000)}
    yield {"model_id": "long/4", **_of(3, "o/" + "\u2028\U000e0001" * 3000, "a/b")}
    yield {"model_id": "long/5", "parent_model": "['a', " * 1000}


def _repeated_ids() -> Iterator[dict[str, str]]:
    """Yield ids with several rows, which name different parents."""
    for n in range(30):
        lists = {
            **_of(0, f"repeat/{(n + 1) % 7}"),
            **_of(1 + n % 3, f"repeat/{(n + 2) % 7}"),
        }
        merged = repr([f"repeat/{(n + 1) % 7}"] * (n % 3))
        row = {"model_id": f"repeat/{n % 7}", "likes": f"{n}", "merge_parent": merged}
        yield {**row, **lists, "createdAt": f"2024-01-{n + 1:02}T00:00:00.000Z"}


def _lines_and_cycles() -> Iterator[dict[str, str]]:
    """Yield a line of descent, cycles, families that meet, and all types of edges."""
    for n in range(12):
        yield {
            "model_id": f"line/{n}",
            **_of(1, f"line/{n + 1}"),
            **_of(3, f"line/{n + 2}"),
        }
    for n in range(6):
        yield {"model_id": f"cycle/{n}", **_of(1, f"cycle/{(n + 1) % 6}")}
    for n in range(4):
        yield {
            "model_id": f"tail/{n}",
            **_of(0, f"cycle/{n}", f"tail/{n}", f"tail/{n - 1}"),
        }
    yield {"model_id": "self/x", **_of(0, "self/x"), **_of(2, "self/x")}
    kinds = cycle([*LISTS, "merge_parent"])
    for n in range(330):
        # A parent is in the half before it; each seventh has more, by a merge.
        row = {"model_id": f"tree/{n}", next(kinds): repr([f"tree/{n // 2}"])}
        if n % 7 == 0:
            row["merge_parent"] = repr([f"tree/{n // 3}", f"tree/{n // 5}"])
        yield {**row, "likes": f"{n * 31 % 97}", "downloads": f"{n * 17 % 89}"}
