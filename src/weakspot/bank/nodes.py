"""Nodes of YAML, read and made anew: those that are made have the place of others."""

from collections.abc import Iterable, Mapping
from typing import Any

from yaml import MappingNode, ScalarNode, SequenceNode

from weakspot.bank.tree import MAP, PLAIN, REJECTED, REJECTED_TAG, SEQ, STR, build_value


class Block:
    """A mapping that is rewritten: its fields by name, of a name twice the first."""

    def __init__(
        self, node: Any, pairs: Iterable[tuple[Any, Any]] | None = None
    ) -> None:
        self.at = node
        self._fields: dict[str, tuple[Any, Any]] = {}
        self._others = []
        """Pairs that no name leads to: keys that are no text, or there twice."""
        for key, value in node.value if pairs is None else pairs:
            name = key.value if isinstance(key, ScalarNode) else None
            if name is None or name in self._fields:
                self._others.append((key, value))
            else:
                self._fields[name] = key, value

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those of these names that are none of its fields."""
        return [name for name in names if name not in self._fields]

    def value(self, name: str) -> Any:
        """The node of a field's value; None if there is none."""
        return self._fields[name][1] if name in self._fields else None

    def text(self, name: str) -> str:
        """The text of a field; empty if there is none, or something else."""
        return text_of(self.value(name))

    def items(self, name: str) -> list[Any]:
        """The nodes of a field's list; of what is no list that alone."""
        node = self.value(name)
        if isinstance(node, SequenceNode):
            return list(node.value)
        return [] if node is None else [node]

    def put(self, name: str, value: Any, instead_of: str = "") -> None:
        """Set a field, in place of another if that is named."""
        at = self._fields.pop(instead_of)[0] if instead_of else self.at
        key, _ = self._fields.get(name, (make_plain(name, at), None))
        self._fields[name] = key, value

    def drop(self, name: str) -> None:
        """Take a field out."""
        del self._fields[name]

    def node(self) -> Any:
        """The node as it is now."""
        return MappingNode(
            MAP, [*self._fields.values(), *self._others], self.at.start_mark
        )


def is_text(node: Any) -> bool:
    """True for a text, a number, true, false or nothing, whatever its quotes."""
    return isinstance(node, ScalarNode) and node.tag in (STR, PLAIN)


def text_of(node: Any) -> str:
    """The text of a node as it was written; empty for what is none."""
    return str(node.value) if is_text(node) else ""


def value_of(node: Any) -> Any:
    """The value of a text: a number, true, false or None for one without quotes that is
    that. REJECTED for a number that cannot be read, and for what is no text.
    """
    return build_value(node)[0] if is_text(node) else REJECTED


def as_text(node: Any) -> Any:
    """The node as a text, as it was written: 1.30 stays 1.30."""
    return make_text(node.value, node) if is_text(node) else node


def make_text(text: str, at: Any) -> Any:
    """A text in the place of another node."""
    style = getattr(at, "style", None)  # by which a control character is refused
    return ScalarNode(STR, text, at.start_mark, style=style)


def make_plain(text: str, at: Any) -> Any:
    """A text without quotes, which may be a number, true or false."""
    return ScalarNode(PLAIN, text, at.start_mark)


def make_list(items: Iterable[Any], at: Any) -> Any:
    """A list in the place of another node."""
    return SequenceNode(SEQ, list(items), at.start_mark)


def make_map(fields: Mapping[str, Any], at: Any) -> Any:
    """A mapping in the place of another node."""
    pairs = [(make_plain(name, at), value) for name, value in fields.items()]
    return MappingNode(MAP, pairs, at.start_mark)


def make_rejected(at: Any) -> Any:
    """A node for what is reported already, and has no value."""
    return ScalarNode(REJECTED_TAG, "", at.start_mark)
