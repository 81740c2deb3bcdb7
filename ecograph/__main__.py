"""Start the command ``ecograph``, also as ``python -m ecograph``."""

import gc
import sys

from ecograph.graphs.garbage_collector import paused_collector

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C ends it while it is still being imported, too."""
    try:
        # Imports leave no garbage; searching them for it takes a tenth of their time.
        with paused_collector():
            from ecograph.cli import main as run
    except KeyboardInterrupt:
        print("ecograph: interrupted", file=sys.stderr)
        sys.exit(130)
    try:
        run()
    finally:
        # As it exits, Python would search all objects for garbage: a tenth of a build.
        gc.freeze()


if __name__ == "__main__":
    main()
