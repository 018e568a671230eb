"""The tree of YAML nodes: plain values by the 1.2 core schema,
and the place of each.
"""

import re
from collections.abc import Iterable
from math import isinf
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from weakspot.bank.faults import MAX_FAULTS, UnreadableFile, shorten
from weakspot.bank.syntax import syntax_fault
from weakspot.engine.values import Fault

MAX_NODES = 200_000
MAX_DEPTH = 40
MAX_TEXT = 20_000
"""Characters of one text: longer ones are slow to show."""

STR, SEQ, MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
PLAIN = "tag:weakspot,plain"  # compared by identity, so that no file can pretend to it
REJECTED_TAG = "tag:weakspot,rejected"
"""The tag of a node that is reported already; as PLAIN, no file can have it."""
_ANCHOR = re.compile(r"(?<![A-Za-z0-9])&[A-Za-z0-9_-]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NOT_TEXT = frozenset(["", *"0123456789+-.nNtTfF~"])
_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

ONE_KEY = "keep one of them, or begin the next item with `- `"
QUOTE_IT = "quote it if it is text"
REJECTED: Any = object()
"""Stands in for a rejected value, so that it is not reported twice."""


class _BoundedLoader(yaml.CSafeLoader):
    """Composes nodes within bounds on number and depth, which YAML itself does not set.

    Both checks run for every node and have to be cheap: an iterator that runs
    out counts the finished nodes, and depth is computed only for the first child
    of each parent.
    """

    ascend_resolver: Any

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.ascend_resolver = iter(range(MAX_NODES)).__next__
        self.parent: Any = None
        self.depths: dict[Any, int] = {None: 1}

    def descend_resolver(self, parent: Any, index: Any) -> None:
        if parent is self.parent:
            return
        if parent not in self.depths:  # a new parent is a child of the parent seen last
            self.depths[parent] = depth = self.depths[self.parent] + 1
            if depth > MAX_DEPTH:
                fault = Fault("too-deep", f"nested deeper than {MAX_DEPTH} levels")
                raise UnreadableFile((parent.start_mark.index, fault), text=self.text)
        self.parent = parent

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        if kind is ScalarNode:
            return PLAIN if implicit[0] else STR
        return SEQ if kind is SequenceNode else MAP


class Tree:
    """A text and its nodes. Raises UnreadableFile if the text is no sound YAML or
    exceeds a bound.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._pairs: dict[int, dict[str | int, tuple[Any, Any]]] = {}
        try:
            # the first test is fast, and nearly always enough
            if "&" in text and _ANCHOR.search(text):
                self._reject_anchors()
            root: Any = yaml.compose(text, Loader=_BoundedLoader)
        except yaml.MarkedYAMLError as error:
            raise UnreadableFile(syntax_fault(error, text), text=text) from None
        except StopIteration:
            fault = Fault(
                "too-many",
                f"more than {MAX_NODES:,} values",
                hint="split the bank into sections",
            )
            raise UnreadableFile((0, fault), text=text) from None
        if root is None:
            hint = "`weakspot new NAME` makes one with examples"
            fault = Fault("empty", "an empty file", hint=hint)
            raise UnreadableFile((0, fault), text=text)
        self.root = root

    def locate(self, faults: Iterable[Fault]) -> list[tuple[int, Fault]]:
        """Pair each fault with its offset in the text."""
        return [(self._fault_offset(fault), fault) for fault in faults]

    def _fault_offset(self, fault: Fault) -> int:
        """Where the fault's path leads, or as far as it can be followed."""
        node, offset = self.root, self.root.start_mark.index
        for step in fault.path:
            if isinstance(node, MappingNode):
                pair = self._pairs_of(node).get(step)
                if pair is None:
                    break
                offset, node = pair[0].start_mark.index, pair[1]
            elif (
                isinstance(node, SequenceNode)
                and isinstance(step, int)
                and step < len(node.value)
            ):
                node = node.value[step]
                offset = node.start_mark.index
            else:
                break
        return int(offset if fault.key else node.start_mark.index)

    def _pairs_of(self, node: Any) -> dict[str | int, tuple[Any, Any]]:
        """A mapping's keys and values by the key's text;
        of duplicate keys the first.
        """
        if id(node) not in self._pairs:
            keyed = (
                pair for pair in reversed(node.value) if isinstance(pair[0], ScalarNode)
            )
            self._pairs[id(node)] = {pair[0].value: pair for pair in keyed}
        return self._pairs[id(node)]

    def _reject_anchors(self) -> None:
        events: Any = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        for event in events:
            if getattr(event, "anchor", None) is not None:
                fault = Fault(
                    "anchor",
                    "anchors (&) and aliases (*) are not read",
                    hint="quote this text",
                )
                raise UnreadableFile((event.start_mark.index, fault), text=self.text)


def build_value(node: Any) -> tuple[Any, list[tuple[int, Fault]]]:
    """The value of a node, and what was rejected in it, by offset; REJECTED stands in
    for each.
    """
    builder = _ValueBuilder()
    return builder.build(node), builder.faults


class _ValueBuilder:
    def __init__(self) -> None:
        self.faults: list[tuple[int, Fault]] = []
        self.sound_keys: set[str] = set()

    def reject(self, node: Any, rule: str, message: str, hint: str) -> Any:
        if len(self.faults) <= MAX_FAULTS:
            self.faults.append((node.start_mark.index, Fault(rule, message, hint=hint)))
        return REJECTED

    def build(self, node: Any) -> Any:
        tag = node.tag
        if tag is PLAIN:
            text = node.value
            if (
                text[:1] in _NOT_TEXT
                and (value := self.build_plain(node, text)) is not text
            ):
                return value
            return text if len(text) <= MAX_TEXT else self.reject_long(node)
        if tag == STR and type(node) is ScalarNode:
            if node.style == '"' and _CONTROL.search(node.value):
                return self.reject(
                    node,
                    "control-character",
                    "a control character by escape",
                    "delete it",
                )
            return node.value if len(node.value) <= MAX_TEXT else self.reject_long(node)
        if tag == MAP and type(node) is MappingNode:
            return self.build_mapping(node)
        if tag == SEQ and type(node) is SequenceNode:
            build = self.build
            return [build(inner) for inner in node.value]
        if tag is REJECTED_TAG:
            return REJECTED
        return self.reject(
            node, "tag", f"the tag {shorten(tag)} is not read", "quote this text"
        )

    def reject_long(self, node: Any) -> Any:
        message = f"a text of {len(node.value):,} characters, more than {MAX_TEXT:,}"
        return self.reject(node, "too-long", message, "shorten it, or split it up")

    def build_mapping(self, node: Any) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key_node.tag is not PLAIN or key not in self.sound_keys:
                key = self.build_key(key_node)
                if key is REJECTED:
                    continue
            if key in values:
                self.reject(
                    key_node,
                    "duplicate-key",
                    f"the key {shorten(key)} stands here twice",
                    ONE_KEY,
                )
                continue
            values[key] = self.build(value_node)
        return values

    def build_key(self, node: Any) -> Any:
        key = self.build(node)
        if key is REJECTED:
            return key
        if key == "<<":
            return self.reject(
                node, "merge", "merging with << is not read", "write the fields out"
            )
        if not isinstance(key, str):
            comma = "quote it; within { } quote a text that holds a comma"
            hint = comma if node.tag is PLAIN else "quote this text"
            return self.reject(node, "key", "a key that is not text", hint)
        if node.tag is PLAIN:
            self.sound_keys.add(key)
        return key

    def build_plain(self, node: Any, text: str) -> Any:
        """The value of a plain scalar that may be a number, true, false or null."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INT.fullmatch(text):
            base = 0 if text[:2] in ("0o", "0x") else 10
            if len(text) > 20 or abs(number := int(text, base)) >= 10**18:
                return self.reject(
                    node, "number", "an integer of more than 18 digits", QUOTE_IT
                )
            return number
        is_float = _FLOAT.fullmatch(text) is not None
        if _ENDLESS.fullmatch(text) or (
            is_float and (len(text) > 60 or isinf(float(text)))
        ):
            return self.reject(
                node,
                "number",
                f"{shorten(text)} is no number to calculate with",
                QUOTE_IT,
            )
        return float(text) if is_float else text
