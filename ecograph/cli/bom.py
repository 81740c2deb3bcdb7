"""``ecograph bom``: write bills of materials of models."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

import ecograph
from ecograph.analysis.licenses import DISCLAIMER, VERDICTS
from ecograph.cli.app import app
from ecograph.cli.asked_ids import ModelsFile, asked_ids
from ecograph.cli.options import DatabaseOption
from ecograph.cli.progress import working
from ecograph.html.wording import pluralize

__all__ = ["bom"]


@app.command()
def bom(
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help="Folder for the files OWNER--NAME.cdx.json; for one model also a file "
            "whose extension is .json.",
        ),
    ],
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[MODEL]...",
            help="Ids of models, as OWNER/NAME.",
            show_default=False,
        ),
    ] = None,
    models: ModelsFile = None,
    data: DatabaseOption = None,
    spec_version: Annotated[
        str, typer.Option(help="Version of CycloneDX: 1.6 or 1.7.")
    ] = "1.6",
) -> None:
    """Write a CycloneDX bill of materials of each model.

    It has the model, its ancestors and its missing parents as components, each with
    its supplier and its licences, and which are made from which as dependencies.

    The verdict on the licences, as of `ecograph licenses`, is a screen, not legal
    advice: it goes by the licences that people gave, not by the wording of these.
    """
    with working(f"writing {out}"):
        bills = ecograph.bom(asked_ids(ids, models) or (), out, data, spec_version)
    counts = Counter(bill.verdict for bill in bills)
    verdicts = ", ".join(f"{counts[name]:,} {name}" for name in VERDICTS[1:])
    print(f"{out}: {pluralize(len(bills), 'bill')} of materials: {verdicts}")
    print(DISCLAIMER)
