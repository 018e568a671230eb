"""An artefact, such as a trace or a bill, that several questions of a bank are about."""

import msgspec


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An artefact that several questions share."""

    title: str
    text: str
    language: str | None = None
