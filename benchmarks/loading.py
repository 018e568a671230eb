"""The neighbour of what reads banks: PyYAML's C loader on every file of a folder, and nothing else."""

import sys
from pathlib import Path

import yaml


def load(folder: Path) -> None:
    """Read every bank of the folder as plain values."""
    for path in sorted(folder.glob("*.yaml")):
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    load(Path(sys.argv[1]))
