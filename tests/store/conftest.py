"""What the tests of the store share."""

from collections.abc import Iterator

import pytest

from weakspot.store.opening import open_memory
from weakspot.store.save import Save


@pytest.fixture
def save() -> Iterator[Save]:
    """An empty save in memory."""
    save = Save(open_memory())
    yield save
    save.close()
