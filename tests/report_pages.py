"""Write reports and read them, in tests."""

import json
import shutil
from pathlib import Path

import duckdb
import lxml.html

import ecograph
from ecograph.reports.sections import SECTIONS

HOSTILE = [
    "x" * 10_000,
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onfocus='alert(1)",
    "]]>",
    "</svg><img src=x onerror=alert(1)>",
    "</style></title><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "a/b\u202e",
    "\x01\x0b\ufffe\uffff",
    "../../x?y#z",
    "last",
]

ALL = [section.name for section in SECTIONS]

ALWAYS = [name for name in ALL if name not in ("renamed", "figures")]
"""The sections of reports of any source."""


def with_map(names: list[str]) -> list[str]:
    """The sections of a page: the map comes after the overview."""
    return [names[0], "map", *names[1:]]


def write_snapshot_report(synthetic_folder: Path, folder: Path) -> None:
    """Write a report with all sections, of a build with hostile names.

    The build is a copy of the sample that claims to have as many rows as the
    snapshot of July 2025, in which the largest families but one have hostile names and
    some models new ones.
    """
    shutil.copy(synthetic_folder / "ecograph.duckdb", folder)
    with duckdb.connect(folder / "ecograph.duckdb") as connection:
        connection.execute(
            "update source_counts set number = 1860411 where measure = 'rows'"
        )
        roots = connection.execute(
            "select root_position from families limit 10"
        ).fetchall()
        for name, (root,) in zip(HOSTILE, roots[1:], strict=False):
            for statement in (
                "update models set model_id = ? where position = ?",
                "update family_members set root_id = ? where root_position = ?",
            ):
                connection.execute(statement, [name, root])
        connection.execute(
            "insert into renames select distinct parent_id, 'new/name', 1, true "
            "from parents where status = 'absent' order by parent_id limit 3"
        )
    ecograph.report(folder / "report.html", folder)


def write_report(build: Path, folder: Path):
    """Write the report of a build; return its parsed page."""
    ecograph.report(folder / "report.html", build)
    return parse(folder / "report.html")


def parse(path: Path):
    return lxml.html.parse(path).getroot()


def section_of(page, name: str):
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


def rows_of(page, name: str) -> list[list[str]]:
    rows = section_of(page, name).xpath(".//tbody/tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def sql_of(page, name: str) -> str:
    return page.get_element_by_id(f"sql-{name}").text_content()


def sentence_of(page, name: str) -> str:
    return section_of(page, name).xpath("string(.//p[@class='sentence'])")


def data_of(page, name: str) -> dict:
    """The rows and the charts of a section, as the script of the page has them."""
    return json.loads(page.get_element_by_id(f"data-{name}").text)


def values_of(page, name: str) -> list[dict]:
    """The values that the charts of a section show."""
    charts = data_of(page, name)["charts"]
    return [row for c in charts if c for rows in c["datasets"].values() for row in rows]
