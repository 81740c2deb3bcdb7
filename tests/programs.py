"""Run other programs, as a person does in a shell."""

import os
import subprocess

# Without variables of `make test`, which would act as those of the person.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("SOURCE", "OUT", "MAKEFLAGS", "MAKELEVEL", "ECOGRAPH_DATA")
}


def attempt(*arguments, **options):
    return subprocess.run(
        [*map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        **{"env": ENVIRONMENT, **options},
    )


def run(*arguments, **options):
    done = attempt(*arguments, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
