"""Bytes of a text file, in whatever encoding, as text."""

import codecs

from weakspot.formats.drafts import FormatError

MAX_BYTES = 64_000_000
"""The largest file that is read as text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4_096
ADVICE = "save it as UTF-8, or import a file of a known format"


def decode(data: bytes) -> str:
    """The text of a file: by its mark, else UTF-16 if every other byte is zero, else
    UTF-8, and windows-1252 in the lines that are not. Lines end in newlines.

    Raises FormatError for what is no text. What cannot be read is a U+FFFD.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = encoding or _guess_wide(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding is not None:
            raise FormatError(f"is no sound {encoding.upper()}; {ADVICE}") from None
        text = "".join(map(_decode_line, data.splitlines(keepends=True)))
    if "\0" in text:
        raise FormatError(f"is no text; {ADVICE}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _guess_wide(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros):
            return name
    return None
