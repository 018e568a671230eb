"""Lines that tell of one value."""

from typing import Generic, TypeVar

from textual.content import Content
from textual.reactive import reactive

from weakspot.ui.widgets.lines import Lines

Value = TypeVar("Value")


class Telling(Lines, Generic[Value]):
    """Lines that tell of one value; none before there is one."""

    value: reactive[Value | None] = reactive(None, layout=True)

    def __init__(self, value: Value | None = None) -> None:
        super().__init__()
        self.value = value

    def build(self, width: int) -> list[Content]:
        return [] if self.value is None else self.tell(self.value, width)

    def tell(self, value: Value, width: int) -> list[Content]:
        """What is told of it, on lines of at most `width`."""
        raise TypeError("each kind of lines tells its own")
