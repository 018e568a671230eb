"""Files made to do harm: one clear line each, little memory, nothing written."""

import io
import json
import struct
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from quiz_home import run_python, run_weakspot
from weakspot.formats.anki import MAX_COLLECTION

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ESCAPES = "\x1b]52;c;aGk=\x07\x1b[2J"


def make_package(entries: dict[str, bytes]) -> bytes:
    """A zip archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return data.getvalue()


@cache
def make_bomb() -> bytes:
    """A package that unpacks to more than the limit."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("collection.anki2", "w", force_zip64=True) as file,
    ):
        block = bytes(1 << 20)
        for _ in range(MAX_COLLECTION // len(block) + 2):
            file.write(block)
    return data.getvalue()


def make_zstd_bomb() -> bytes:
    """A new package whose frame grows beyond the limit."""
    frame = zstd.compress(bytes(MAX_COLLECTION + 2))
    return make_package({"collection.anki21b": frame})


def make_long_list() -> bytes:
    """A package that says that its list of files is huge."""
    data = bytearray(make_package({"collection.anki2": b"x"}))
    at = data.rfind(b"PK\5\6")
    struct.pack_into("<L", data, at + 12, 1 << 30)
    return bytes(data)


BILLION_LAUGHS = """\
<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<quiz><question type="essay"><name><text>&c;</text></name></question></quiz>
"""
OUTSIDE_ENTITY = """\
<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<quiz><question type="essay"><name><text>&a;</text></name></question></quiz>
"""
DEEP = 100_000

FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (make_bomb, "unpacks to more than 256 MB of notes; split the deck"),
    "zstd bomb": (make_zstd_bomb, "unpacks to more than 256 MB of notes"),
    "path outside": (
        lambda: make_package({"collection.anki2": b"", "../../etc/cron.d/x": b"x"}),
        "names a file outside of it, ../../etc/cron.d/x",
    ),
    "absolute path": (
        lambda: make_package({"/etc/x": b"x", "collection.anki2": b""}),
        "names a file outside of it, /etc/x",
    ),
    "long list of files": (make_long_list, "is a package of too many files"),
    "other archive": (
        lambda: make_package({"word/document.xml": b"<w/>"}),
        "is a zip archive without a collection of Anki's",
    ),
    "entity bomb": (
        BILLION_LAUGHS.encode,
        "a document type, which no quiz of Moodle's",
    ),
    "entity bomb in UTF-16": (
        lambda: BILLION_LAUGHS.encode("utf-16"),
        "a document type, which no quiz of Moodle's",
    ),
    "outside entity": (OUTSIDE_ENTITY.encode, "a document type"),
    "deep XML": (lambda: b"<quiz>" * DEEP, "is XML nested too deep"),
    "deep JSON": (lambda: b"[" * DEEP, "is JSON nested too deep"),
    "deep YAML": (
        lambda: b"questions: " + b"[" * DEEP,
        "exceeded maximum nesting depth",
    ),
    "anchors": (
        lambda: b"a: &a [x, x]\nquestions: [*a, *a]\n",
        "anchors (&) and aliases (*) are not read",
    ),
    "huge number": (
        lambda: b'[{"question": "q", "answer": ' + b"9" * 5_000 + b"}]",
        "is no sound JSON",
    ),
    "100 MB": (
        lambda: b"question,answer\n" + b"a,b\n" * 25_000_000,
        "is larger than 64 MB",
    ),
    "ten thousand columns": (
        lambda: b",".join(b"x" for _ in range(10_000)) + b"\n",
        "line 1: 10,000 columns, where questions have at most 100",
    ),
    "one long cell": (
        lambda: b'question,answer\n"' + b"x" * 1_000_000 + b'",y\n',
        "field larger than field limit",
    ),
    "lone surrogate": (
        lambda: b'[{"question": "a \\ud800 b", "answer": "c"}]',
        "question 1: a <U+D800> b: a sign that no text has, U+D800",
    ),
    "lone surrogate in UTF-16": (
        lambda: b"\xff\xfe" + "a\tb".encode("utf-16-le") + b"\x00\xd8",
        "is no sound UTF-16",
    ),
    "escapes": (
        lambda: f"What? {ESCAPES}\tpwned\n".encode(),
        "a sign that no text has, U+001B",
    ),
    "script alone": (
        lambda: (
            b"#separator:tab\n#html:true\n<script>alert(1)</script>\t<style>b{}</style>\n"
        ),
        "line 3: a note: one of its sides is empty",
    ),
    "binary": (lambda: bytes(range(256)) * 40, "is no text"),
    "nothing": (lambda: b" \n", "is empty"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_one_clear_line_and_exit_1(name: str, tmp_path: Path) -> None:
    make, words = FILES[name]
    file = tmp_path / "deck"
    file.write_bytes(make())
    result = run_weakspot("--home", tmp_path / "home", "import", file, "-s", "x")
    told = result.stdout + result.stderr
    assert result.returncode == 1
    assert words in told
    assert "Traceback" not in told
    assert "\x1b" not in told
    assert not (tmp_path / "home").exists()
    if result.stderr:
        assert result.stderr.startswith("weakspot: deck: ")
        assert result.stderr.count("\n") == 1


SCRIPTED = [
    {
        "question": "What <script>alert(1)</script> \u202eturns\u202c?",
        "answer": "<img src=x onerror=alert(1)>",
    }
]


def test_what_looks_like_a_script_is_text_that_nothing_runs(tmp_path: Path) -> None:
    file = tmp_path / "deck.json"
    file.write_text(json.dumps(SCRIPTED), encoding="utf-8")
    home = tmp_path / "home"
    result = run_weakspot("--home", home, "import", file, "-s", "x", "--dry-run")
    assert result.returncode == 0
    assert "<script>alert(1)</script> <U+202E>turns<U+202C>?" in result.stdout


@pytest.mark.parametrize("name", ["zip bomb", "100 MB"])
def test_memory_stays_bounded(name: str, tmp_path: Path) -> None:
    file = tmp_path / "deck"
    file.write_bytes(FILES[name][0]())
    limit = 1_500_000_000
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit})); "
        f"import sys; sys.argv = ['weakspot', '--home', {str(tmp_path / 'home')!r}, "
        f"'import', {str(file)!r}, '-s', 'x']; from weakspot.cli import run; run()"
    )
    result = run_python("-c", code)
    assert (result.returncode, "MemoryError" in result.stderr) == (1, False), (
        result.stderr
    )
    assert FILES[name][1] in result.stderr
