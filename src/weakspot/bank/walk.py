"""One walk over YAML nodes: plain values as the 1.2 core schema has them, and the place of each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from math import isinf
from operator import length_hint
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from weakspot.bank.defect import MOST, Refused, shorten
from weakspot.bank.syntax import syntax_fault
from weakspot.engine.values import Fault

NODES = 200_000
DEPTH = 40
LONGEST = 20_000
"""Characters of one text: what is longer takes its time to be shown."""

_STR, _SEQ, _MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_PLAIN = "tag:weakspot,plain"  # compared by identity, so that no file can claim it
_ANCHOR = re.compile(r"(?<![A-Za-z0-9])&[A-Za-z0-9_-]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOT_TEXT = frozenset(["", *"0123456789+-.nNtTfF~"])
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

ONCE, ITEM = "keep one of them", "begin the next item with `- `"
QUOTE_IT = "quote it if it is text"
ITEMS = {"id", "text", "left"}
"""Keys by which a mapping is told to be an item of a list."""

REFUSED: Any = object()
"""Stands for a value that was refused, so that it is not blamed twice."""


class _Bound(Exception):
    """Nested too deep, at the last of so many nodes."""


class _Nodes(yaml.CSafeLoader):
    """Composes nodes within bounds: YAML bounds neither their number nor their depth.

    As both are asked at every node, an iterator that ends counts what has ended, and it is only reckoned for
    the first within a parent how deep it is.
    """

    ascend_resolver: Any

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.left = iter(range(NODES))
        self.ascend_resolver = self.left.__next__
        self.parent: Any = None
        self.depths: dict[Any, int] = {None: 1}

    def descend_resolver(self, parent: Any, index: Any) -> None:
        if parent is self.parent:
            return
        if parent not in self.depths:  # then it began last, within the parent that was met last
            self.depths[parent] = depth = self.depths[self.parent] + 1
            if depth > DEPTH:
                raise _Bound(NODES - length_hint(self.left) + depth)
        self.parent = parent

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        if kind is ScalarNode:
            return _PLAIN if implicit[0] else _STR
        return _SEQ if kind is SequenceNode else _MAP


class Tree:
    """A text and its nodes. Raises Refused where the text is no sound YAML or oversteps a bound."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pairs: dict[int, dict[str | int, tuple[Any, Any]]] = {}
        try:
            if "&" in text and _ANCHOR.search(text):  # the first is quick, and settles it nearly always
                self._refuse_anchors()
            root: Any = yaml.compose(text, Loader=_Nodes)
        except yaml.MarkedYAMLError as error:
            raise Refused(syntax_fault(error, text), text=text) from None
        except _Bound as bound:
            fault = Fault("too-deep", f"nested deeper than {DEPTH} levels")
            raise Refused((self._begin(*bound.args), fault), text=text) from None
        except StopIteration:
            fault = Fault("too-many", f"more than {NODES:,} values", hint="split the bank into sections")
            raise Refused((self._begin(NODES + 1), fault), text=text) from None
        if root is None:
            raise Refused((0, Fault("empty", "an empty file", hint="see questions/README.md")), text=text)
        self.root = root

    def values(self) -> tuple[Any, list[tuple[int, Fault]]]:
        """The file's value, and what was refused in it, by offset; REFUSED stands in for each."""
        walk = _Walk()
        return walk.value(self.root), walk.faults

    def placed(self, faults: Iterable[Fault]) -> list[tuple[int, Fault]]:
        """The faults, each with its offset in the text."""
        return [(self._offset(fault), fault) for fault in faults]

    def _offset(self, fault: Fault) -> int:
        """Where the fault's path leads, or as far as it goes."""
        node, place = self.root, self.root.start_mark.index
        for step in fault.path:
            if isinstance(node, MappingNode):
                pair = self._pairs_of(node).get(step)
                if pair is None:
                    break
                place, node = pair[0].start_mark.index, pair[1]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = node.start_mark.index
            else:
                break
        return int(place if fault.key else node.start_mark.index)

    def _pairs_of(self, node: Any) -> dict[str | int, tuple[Any, Any]]:
        """A mapping's keys and values by the key's text, the first of two alike."""
        if id(node) not in self._pairs:
            keyed = (pair for pair in reversed(node.value) if isinstance(pair[0], ScalarNode))
            self._pairs[id(node)] = {pair[0].value: pair for pair in keyed}
        return self._pairs[id(node)]

    def _events(self) -> Iterator[Any]:
        """The nodes as they begin, in order."""
        events: Any = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        return (event for event in events if isinstance(event, yaml.NodeEvent))

    def _refuse_anchors(self) -> None:
        for event in self._events():
            if event.anchor is not None:
                fault = Fault("anchor", "anchors (&) and aliases (*) are not read", hint="quote this text")
                raise Refused((event.start_mark.index, fault), text=self.text)

    def _begin(self, count: int) -> int:
        """Where the last of so many nodes begins."""
        return int(next(islice(self._events(), count - 1, None)).start_mark.index)


class _Walk:
    def __init__(self) -> None:
        self.faults: list[tuple[int, Fault]] = []
        self.sound_keys: set[str] = set()

    def refuse(self, node: Any, rule: str, message: str, hint: str) -> Any:
        if len(self.faults) <= MOST:
            self.faults.append((node.start_mark.index, Fault(rule, message, hint=hint)))
        return REFUSED

    def value(self, node: Any) -> Any:
        tag = node.tag
        if tag is _PLAIN:
            text = node.value
            if text[:1] in _NOT_TEXT and (value := self.plain(node, text)) is not text:
                return value
            return text if len(text) <= LONGEST else self.too_long(node)
        if tag == _STR and type(node) is ScalarNode:
            if node.style == '"' and _CONTROL.search(node.value):
                return self.refuse(node, "control-character", "a control character by escape", "delete it")
            return node.value if len(node.value) <= LONGEST else self.too_long(node)
        if tag == _MAP and type(node) is MappingNode:
            return self.mapping(node)
        if tag == _SEQ and type(node) is SequenceNode:
            value = self.value
            return [value(inner) for inner in node.value]
        return self.refuse(node, "tag", f"the tag {shorten(tag)} is not read", "quote this text")

    def too_long(self, node: Any) -> Any:
        message = f"a text of {len(node.value):,} characters, more than {LONGEST:,}"
        return self.refuse(node, "too-long", message, "shorten it, or split it up")

    def mapping(self, node: Any) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key_node.tag is not _PLAIN or key not in self.sound_keys:
                key = self.key(key_node)
                if key is REFUSED:
                    continue
            if key in values:
                message = f"the key {shorten(key)} stands here twice"
                hint = f"{ONCE}, or {ITEM}" if ITEMS & values.keys() else ONCE
                self.refuse(key_node, "duplicate-key", message, hint)
                continue
            values[key] = self.value(value_node)
        return values

    def key(self, node: Any) -> Any:
        key = self.value(node)
        if key is REFUSED:
            return key
        if key == "<<":
            return self.refuse(node, "merge", "merging with << is not read", "write the fields out")
        if not isinstance(key, str):
            hint = "quote it" if node.tag is _PLAIN else "quote this text"
            return self.refuse(node, "key", "a key that is not text", hint)
        if node.tag is _PLAIN:
            self.sound_keys.add(key)
        return key

    def plain(self, node: Any, text: str) -> Any:
        """A plain scalar that may be a number, true, false or null."""
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text):
            base = 0 if text[:2] in ("0o", "0x") else 10
            if len(text) > 20 or abs(number := int(text, base)) >= 10**18:
                return self.refuse(node, "number", "an integer of more than 18 digits", QUOTE_IT)
            return number
        is_float = _FLOAT.fullmatch(text) is not None
        if _ENDLESS.fullmatch(text) or (is_float and (len(text) > 60 or isinf(float(text)))):
            return self.refuse(node, "number", f"{shorten(text)} is no number to calculate with", QUOTE_IT)
        return float(text) if is_float else text


class Places:
    """Line and column of an offset in a text, both from 1; lines end at newlines alone."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def of(self, offset: int) -> tuple[int, int]:
        """The place of `offset`, which is at most the text's length."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
