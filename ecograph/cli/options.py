"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Database", "Format"]


class Format(StrEnum):
    """Output formats for rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


Database = Annotated[
    Path | None,
    typer.Argument(
        help="Folder of a build, or its database file. "
        "[default: $ECOGRAPH_DATA, else data]",
        readable=False,
        show_default=False,
    ),
]
