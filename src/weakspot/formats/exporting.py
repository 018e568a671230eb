"""The formats that questions can be written in."""

from collections.abc import Callable, Sequence

from weakspot.formats.aiken import write_aiken
from weakspot.formats.anki import write_anki
from weakspot.formats.gift import write_gift
from weakspot.formats.json_records import write_json
from weakspot.formats.moodle import write_moodle
from weakspot.formats.tables import write_csv
from weakspot.formats.writing import Export, Written

FORMATS: dict[str, Callable[[Sequence[Export]], Written]] = {
    "gift": write_gift,
    "moodle": write_moodle,
    "aiken": write_aiken,
    "csv": write_csv,
    "anki": write_anki,
    "json": write_json,
}
"""What writes each format, by its name."""


def write_as(format: str, exports: Sequence[Export]) -> Written:
    """The questions in this format. FormatError if it needs what is not installed."""
    return FORMATS[format](exports)
