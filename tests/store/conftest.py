"""What the tests of the store share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from saves import make_save

from weakspot.store.opening import open_memory
from weakspot.store.save import Save


@pytest.fixture
def save() -> Iterator[Save]:
    """An empty save in memory."""
    save = Save(open_memory())
    yield save
    save.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A save on disk with a few answers."""
    return make_save(tmp_path / "saves" / "ada.db")
