"""Start the command ``ecograph``, also as ``python -m ecograph``."""

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C ends it while it is still being imported, too."""
    try:
        from ecograph.cli import main as run
    except KeyboardInterrupt:
        print("ecograph: interrupted", file=sys.stderr)
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
