import gc
import os
import stat
from pathlib import Path

import msgspec
import pytest
from banks import HEAD, SOUND, make_question, write_yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz_home import GIVE_UP_ROOT, run_python
from weakspot.bank import cache as cache_module
from weakspot.bank.cache import (
    cache_bank,
    cache_path,
    format_checksum,
    load_cached_bank,
)
from weakspot.bank.catalog import build_entries, load_catalog
from weakspot.bank.reader import read_bank


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questions").mkdir()
    return tmp_path / "questions"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "banks"


def cache_file(path: Path, cache: Path) -> None:
    reading = read_bank(path)
    assert reading.bank is not None
    assert reading.stamp is not None
    known = reading.bank, build_entries(reading.bank)
    cache_bank(cache, path, reading.stamp, known)


def is_cached(path: Path, cache: Path) -> bool:
    stat = path.stat()
    return load_cached_bank(cache, path, (stat.st_mtime_ns, stat.st_size)) is not None


def load_titles(folder: Path, cache: Path) -> list[str]:
    return [
        section.title for section in load_catalog([(folder, "shipped")], cache).sections
    ]


def load_prompts(folder: Path, cache: Path) -> list[str]:
    catalog = load_catalog([(folder, "shipped")], cache)
    return [catalog.question(key).prompt for key in catalog.entries]


def test_a_bank_from_the_cache_equals_the_one_read_from_yaml(
    folder: Path, cache: Path
) -> None:
    path = write_yaml(folder)
    cache_file(path, cache)
    catalog = load_catalog([(folder, "shipped")], cache)
    bank = read_bank(path).bank
    assert bank is not None
    assert catalog.question("rag/one") == bank.questions[0]
    assert catalog.section("rag").notes == bank.notes


def test_an_idea_from_the_cache_lists_its_questions(folder: Path, cache: Path) -> None:
    text, concepts = HEAD, {"one": "size", "two": "overlap", "three": "size"}
    for id, concept in concepts.items():
        text += make_question(id).replace(
            "level: 2", f"level: 2\n    concept: {concept}"
        )
    write_yaml(folder, text)
    found = []
    for _ in range(2):  # just read, then from the cache
        catalog = load_catalog([(folder, "shipped")], cache)
        found.append(list(catalog.entries.items()))
        size, overlap = catalog.concepts()
        assert (size.key, [entry.key for entry in size.entries]) == (
            "rag/chunking/size",
            ["rag/one", "rag/three"],
        )
        assert (overlap.key, [entry.key for entry in overlap.entries]) == (
            "rag/chunking/overlap",
            ["rag/two"],
        )
        assert list(catalog.entries) == ["rag/one", "rag/two", "rag/three"]
        for entry in (*size.entries, *overlap.entries):
            assert entry is catalog.entries[entry.key]
        assert size.narrow(lambda item: True) is size
        third = size.narrow(lambda item: item.id == "three")
        assert third is not None
        assert third.entries == (catalog.entries["rag/three"],)
        assert size.narrow(lambda item: False) is None
    assert found[0] == found[1]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=50,
)
@given(
    texts=st.lists(
        st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_back_from_the_cache(
    folder: Path, cache: Path, texts: list[str]
) -> None:
    quoted = [msgspec.json.encode(text + "?").decode() for text in texts]
    path = write_yaml(
        folder,
        HEAD + "".join(make_question(f"q-{n}", text) for n, text in enumerate(quoted)),
    )
    cache_file(path, cache)
    assert is_cached(path, cache)
    assert load_prompts(folder, cache) == [text + "?" for text in texts]


def test_a_changed_file_is_read_again(folder: Path, cache: Path) -> None:
    path = write_yaml(folder)
    assert load_titles(folder, cache) == ["Retrieval"]
    stat = path.stat()
    write_yaml(
        folder, SOUND.replace("title: Retrieval", "title: Searching")
    )  # as long as before
    os.utime(
        path, ns=(stat.st_atime_ns, stat.st_mtime_ns)
    )  # a change that cannot be seen
    assert load_titles(folder, cache) == ["Retrieval"]
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert load_titles(folder, cache) == ["Searching"]
    write_yaml(folder, SOUND.replace("title: Retrieval", "title: Search"))
    os.utime(
        path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1)
    )  # shorter, as old as before
    assert load_titles(folder, cache) == ["Search"]


def test_a_bank_with_errors_is_not_cached(folder: Path, cache: Path) -> None:
    write_yaml(folder, SOUND.replace("level: 2", "level: 9"))
    catalog = load_catalog([(folder, "shipped")], cache)
    assert [fault.rule for fault in catalog.failed[0].faults] == ["level"]
    assert not cache.exists()


def make_damaged_copies(data: bytes) -> list[bytes]:
    cuts = [data[:end] for end in (0, 1, 20, 40, 60, len(data) // 2, len(data) - 1)]
    flips = [
        data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
        for at in range(0, len(data), 7)
    ]
    return [
        *cuts,
        *flips,
        os.urandom(len(data)),
        b"\xff" * 200,
        b"section: rag\n",
        data + data,
    ]


def test_with_a_damaged_cache_every_question_is_still_found(
    folder: Path, cache: Path
) -> None:
    path = write_yaml(folder)
    cached = cache_path(cache, path)
    cache_file(path, cache)
    sound = cached.read_bytes()
    for data in make_damaged_copies(sound):
        cached.write_bytes(data)
        assert load_prompts(folder, cache) == ["Why does a search miss it?"]
        assert load_titles(folder, cache) == ["Retrieval"]


def test_damage_after_loading_loses_no_question(folder: Path, cache: Path) -> None:
    path = write_yaml(folder)
    cache_file(path, cache)
    cached = cache_path(cache, path)
    for data in (None, b"", cached.read_bytes()[:-5] + b"xxxxx"):
        cache_file(path, cache)
        catalog = load_catalog([(folder, "shipped")], cache)
        cached.unlink() if data is None else cached.write_bytes(data)
        assert catalog.question("rag/one").prompt == "Why does a search miss it?"


def test_a_cached_file_of_another_format_is_ignored(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_yaml(folder)
    cache_file(path, cache)
    assert is_cached(path, cache)
    monkeypatch.setattr(cache_module, "format_checksum", lambda: format_checksum() + 1)
    assert not is_cached(path, cache)


def test_something_else_than_a_file_in_place_of_the_cache_is_ignored(
    folder: Path, cache: Path
) -> None:
    cached = cache_path(cache, write_yaml(folder))
    cache.mkdir(parents=True)
    os.mkfifo(cached)
    assert load_titles(folder, cache) == ["Retrieval"]
    cached.unlink()
    cached.mkdir()
    assert load_titles(folder, cache) == ["Retrieval"]
    cached.rmdir()
    cached.symlink_to("/dev/zero")
    assert load_titles(folder, cache) == ["Retrieval"]
    assert cached.is_file()  # replaced by the bank


@pytest.mark.parametrize("year", [1900, 2286])
def test_p06_a_bank_written_at_any_time_is_read_and_cached(
    folder: Path, cache: Path, year: int
) -> None:
    path = write_yaml(folder)
    seconds = (year - 1970) * 31_556_952
    os.utime(path, (seconds, seconds))
    for _ in ("cold", "warm"):
        assert load_titles(folder, cache) == ["Retrieval"]
        assert is_cached(path, cache)


def test_p06_a_bank_from_after_the_times_that_msgpack_knows_is_not_cached(
    folder: Path, cache: Path
) -> None:
    path = write_yaml(folder)
    bank = read_bank(path).bank
    assert bank is not None
    cache_bank(cache, path, (2**64, 1), (bank, build_entries(bank)))
    assert load_cached_bank(cache, path, (2**64, 1)) is None
    assert not any(cache.glob("*.bank"))


def test_a_cache_folder_that_is_a_file_is_ignored(folder: Path, tmp_path: Path) -> None:
    write_yaml(folder)
    (tmp_path / "cache").write_text("in the way")
    assert load_titles(folder, tmp_path / "cache") == ["Retrieval"]
    assert load_titles(folder, tmp_path / "cache" / "deeper") == ["Retrieval"]


PLAY_UNPRIVILEGED = f"""{GIVE_UP_ROOT}
import sys
from pathlib import Path
folder, cache = map(Path, sys.argv[1:])
from weakspot.bank.catalog import build_entries, load_catalog
load_catalog([(folder, "shipped")], cache.with_name("elsewhere"))  # imports all while it can
give_up()
assert not os.access(cache, os.W_OK)
catalog = load_catalog([(folder, "shipped")], cache)
print(catalog.question("rag/one").prompt)
"""  # noqa: E501


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_a_cache_that_cannot_be_written_or_read_is_ignored(
    folder: Path, cache: Path, mode: int
) -> None:
    write_yaml(folder)
    cache.mkdir(parents=True)
    cache.chmod(mode)
    process = run_python("-c", PLAY_UNPRIVILEGED, folder, cache)
    cache.chmod(0o700)
    assert (process.stdout, process.stderr) == ("Why does a search miss it?\n", "")
    assert list(cache.iterdir()) == []


def test_the_cache_is_private_and_holds_only_whole_files(
    folder: Path, cache: Path
) -> None:
    path = write_yaml(folder)
    cache_file(path, cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    cached = cache_path(cache, path)
    assert stat.S_IMODE(cached.stat().st_mode) == 0o600
    assert list(cache.iterdir()) == [cached]


def test_the_cache_format_changes_with_the_code_that_defines_a_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "model.py"
    code.write_text("a = 1", "utf-8")
    monkeypatch.setattr(cache_module, "code_files", lambda: [code])
    digest = format_checksum.__wrapped__  # this one looks each time
    before = digest()
    assert digest() == before
    code.write_text("ab = 1", "utf-8")
    assert digest() != before


def test_loading_leaves_the_garbage_collector_enabled(
    folder: Path, cache: Path
) -> None:
    write_yaml(folder)
    assert gc.isenabled()
    load_catalog([(folder, "shipped")], cache)
    assert gc.isenabled()


def test_a_bank_changed_on_disk_and_cached_anew_goes_on_as_it_was_loaded(
    folder: Path, cache: Path
) -> None:
    path = write_yaml(folder)
    cache_file(path, cache)
    catalog = load_catalog([(folder, "shipped")], cache)
    path.write_text(
        path.read_text("utf-8").replace("id: one", "id: two"), encoding="utf-8"
    )
    assert load_prompts(folder, cache)  # as another weakspot does
    assert catalog.question("rag/one").prompt == "Why does a search miss it?"


def test_a_bank_changed_on_disk_goes_on_as_it_was_loaded_if_its_cache_is_spoilt(
    folder: Path, cache: Path
) -> None:
    path = write_yaml(folder)
    cache_file(path, cache)
    catalog = load_catalog([(folder, "shipped")], cache)
    cache_path(cache, path).write_bytes(b"")
    path.write_text("section: [", encoding="utf-8")
    assert catalog.question("rag/one").prompt == "Why does a search miss it?"
