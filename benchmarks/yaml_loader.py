"""The anchor for reading banks: PyYAML's C loader on every file of a folder, and
nothing else.
"""

import sys
from pathlib import Path

import yaml


def load_yaml(folder: Path) -> None:
    """Parse every bank in the folder into plain values."""
    for path in sorted(folder.glob("*.yaml")):
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    load_yaml(Path(sys.argv[1]))
