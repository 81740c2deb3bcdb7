"""Run the command ``ecograph`` as ``python -m ecograph``."""

from ecograph.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
