"""What can be written into files of other programs, and what they have no place for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from weakspot.engine.kinds.base import Question
from weakspot.formats.drafts import Fields, drop_repeated

_ALWAYS = frozenset({"id", "kind", "topic", "prompt"})


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """A question to be written, with the titles of its topic and section, and the
    misconceptions and cases that it refers to, by field and slug.
    """

    question: Question
    fields: Fields
    topic: str
    section: str
    declared: dict[str, Fields] = {}

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.fields["id"])

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return str(self.fields["kind"])


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A file's content. `left` are the questions that are not in it, each with the
    reason; `lost` are the fields that are not, each with the number of questions that
    have it.
    """

    data: bytes
    count: int
    left: tuple[tuple[str, str], ...] = ()
    lost: Mapping[str, int] = {}


class Unwritable(Exception):
    """Raised for a question that a format cannot hold; the message says why."""


def fields_of(question: Question) -> Fields:
    """The fields of a question as a bank has them, without those that say nothing."""
    fields: Fields = msgspec.to_builtins(question)
    own = _without_defaults(question, fields)
    return {"id": question.id, "kind": question.name(), **drop_repeated(own)}


def _without_defaults(struct: msgspec.Struct, fields: Fields) -> Fields:
    kept: Fields = {}
    for field in msgspec.structs.fields(struct):
        value, own = fields.get(field.encode_name), getattr(struct, field.name)
        if value in (None, "", (), {}) or own == field.default:
            continue
        kept[field.encode_name] = _inner(own, value)
    return kept


def _inner(own: Any, value: Any) -> Any:
    if isinstance(own, msgspec.Struct):
        return _without_defaults(own, value)
    if isinstance(own, tuple):
        return [_inner(*each) for each in zip(own, value, strict=True)]
    if isinstance(own, dict):
        return {key: _inner(inner, value[key]) for key, inner in own.items()}
    return value


def count_lost(exports: Iterable[Export], held: frozenset[str]) -> dict[str, int]:
    """How many questions have each field that is not `held`."""
    lost: Counter[str] = Counter()
    for export in exports:
        lost.update(set(_names(export.fields)) - held - _ALWAYS)
    return dict(sorted(lost.items()))


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in ("source", "waive", "draw"):
                yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def rights_of(fields: Mapping[str, Any]) -> list[str]:
    """The texts of the right options."""
    return [option["text"] for option in fields["options"] if option.get("right")]


def number_of(fields: Mapping[str, Any]) -> tuple[float, float]:
    """A number and its tolerance. Unwritable if they are not plain numbers."""
    answer, tolerance = fields["answer"], fields.get("tolerance", 0)
    if fields.get("draw") or isinstance(answer, str):
        raise Unwritable("its number is drawn, or worked out")
    if isinstance(tolerance, str):
        share = tolerance.strip()
        part = float(share.rstrip("% ")) / (100 if share.endswith("%") else 1)
        tolerance = abs(answer) * part if share.endswith("%") else part
    return float(answer), float(tolerance)


Writer = Callable[[Export], str]
"""What writes one question. Raises Unwritable."""


def write_pieces(
    exports: Iterable[Export], writers: Mapping[str, Writer]
) -> tuple[list[tuple[Export, str]], list[tuple[str, str]]]:
    """Each question as its kind is written, and those that cannot be, with the
    reason.
    """
    pieces, left = [], []
    for export in exports:
        writer = writers.get(export.kind)
        if writer is None:
            left.append(
                (export.id, f"the format has no questions of kind {export.kind}")
            )
            continue
        try:
            pieces.append((export, writer(export)))
        except Unwritable as error:
            left.append((export.id, str(error)))
    return pieces, left


def written(
    text: str,
    pieces: Sequence[tuple[Export, str]],
    left: Sequence[tuple[str, str]],
    held: frozenset[str],
) -> Written:
    """A file with this text, in which these pieces are."""
    lost = count_lost((export for export, _ in pieces), held)
    return Written(data=text.encode(), count=len(pieces), left=tuple(left), lost=lost)
