from pathlib import Path

import pytest
from banks import HEAD, SOUND, make_question, write_yaml

from quiz_home import run_python
from weakspot.bank.catalog import BESIDES, Catalog, load_catalog
from weakspot.bank.reader import read_bank
from weakspot.engine.kinds.base import Question
from weakspot.errors import BankError


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    folder = tmp_path / "user"
    folder.mkdir()
    return folder


def load_folders(tmp_path: Path, *folders: Path) -> Catalog:
    return load_catalog(
        [(folder, folder.name) for folder in folders], tmp_path / "cache"
    )


def with_section(section: str, text: str = SOUND) -> str:
    return text.replace("section: rag", f"section: {section}")


def test_sections_are_sorted_by_the_numbers_of_their_files_and_the_others_last(
    tmp_path: Path, shipped: Path
) -> None:
    write_yaml(shipped, with_section("y"), "y.yaml")
    write_yaml(shipped, with_section("b"), "02-b.yaml")
    write_yaml(shipped, with_section("z"), "10-z.yaml")
    write_yaml(shipped, with_section("c"), "100-c.yml")
    write_yaml(shipped, with_section("a"), "3_a.yaml")
    write_yaml(shipped, with_section("x"), "X.yaml")
    catalog = load_folders(tmp_path, shipped)
    assert [section.slug for section in catalog.sections] == list("bazcxy")
    assert list(catalog.entries)[:2] == ["b/one", "a/one"]
    assert catalog.notices == catalog.failed == ()


def test_a_bank_that_replaces_none_belongs_to_another_subject(
    tmp_path: Path, shipped: Path, user: Path
) -> None:
    write_yaml(shipped, with_section("a"), "01-a.yaml")
    write_yaml(user, with_section("a"), "07-a.yaml")
    write_yaml(user, with_section("b"), "02-b.yaml")
    catalog = load_folders(tmp_path, shipped, user)
    assert [section.file.name for section in catalog.sections] == ["07-a.yaml"]
    assert catalog.notices == (
        "07-a.yaml of yours replaces the shipped bank",
        "1 bank of yours: the subject own now, `weakspot -s own`",
    )
    folders = [(shipped, BESIDES), (user, "user")]
    own = load_catalog(folders, tmp_path / "cache")
    assert [section.file.name for section in own.sections] == ["02-b.yaml"]
    assert own.reload().notices == own.notices == ()


def test_a_section_has_the_title_topics_and_path_of_its_bank(
    tmp_path: Path, shipped: Path
) -> None:
    path = write_yaml(shipped)
    section = load_folders(tmp_path, shipped).sections[0]
    assert (section.title, section.about, section.file) == (
        "Retrieval",
        "How passages are found.",
        path,
    )
    assert section.topics == {"chunking": "Chunking"}
    assert section.misconceptions == {"old-vectors": "Vectors age by themselves."}


def test_an_entry_has_what_drawing_needs(tmp_path: Path, shipped: Path) -> None:
    one = make_question("one").replace("    level", "    concept: size\n    level")
    path = write_yaml(shipped, HEAD + one + make_question("two"))
    bank = read_bank(path).bank
    assert bank is not None
    for _ in ("cold", "warm"):
        catalog = load_folders(tmp_path, shipped)
        one, two = catalog.entries["rag/one"], catalog.entries["rag/two"]
        assert (one.key, one.topic_key, one.concept_key) == (
            "rag/one",
            "rag/chunking",
            "rag/chunking/size",
        )
        assert two.concept_key == "rag/chunking/=two"
        question: Question = bank.questions[0]
        assert (one.level, one.kind, one.revision) == (2, "choice", question.revision())
        assert (one.seconds, one.guess) == (
            question.typical_seconds(),
            question.guess_rate(),
        )


def test_the_later_folder_replaces_a_section_whole_with_a_notice(
    tmp_path: Path, shipped: Path, user: Path
) -> None:
    write_yaml(shipped)
    write_yaml(user, HEAD + make_question("mine"), "07-rag.yaml")
    catalog = load_folders(tmp_path, shipped, user)
    assert list(catalog.entries) == ["rag/mine"]
    assert [section.file.parent.name for section in catalog.sections] == ["user"]
    assert catalog.notices == ("07-rag.yaml of yours replaces the shipped bank",)


def test_the_shipped_section_does_not_replace_a_broken_one(
    tmp_path: Path, shipped: Path, user: Path
) -> None:
    write_yaml(shipped)
    write_yaml(user, with_section("rag", SOUND))
    catalog = load_folders(tmp_path, shipped, user)
    write_yaml(user, with_section("rag", SOUND.replace("level: 2", "level: 9")))
    with pytest.raises(BankError, match="level 9, not 1 to 4"):
        catalog.reload()


def test_a_failed_reload_keeps_the_old_questions_of_other_edited_banks(
    tmp_path: Path, shipped: Path
) -> None:
    for section in "ab":
        write_yaml(shipped, with_section(section), f"01-{section}.yaml")
    load_folders(tmp_path, shipped)
    catalog = load_folders(tmp_path, shipped)  # from the cache
    write_yaml(shipped, with_section("a", SOUND + make_question("new")), "01-a.yaml")
    write_yaml(shipped, "{", "01-b.yaml")
    with pytest.raises(BankError):
        catalog.reload()
    for key in catalog.entries:
        assert catalog.question(key)


def test_a_section_twice_in_one_folder_is_a_fault(
    tmp_path: Path, shipped: Path
) -> None:
    write_yaml(shipped)
    second = write_yaml(shipped, HEAD + make_question("other"), "02-rag.yaml")
    for _ in ("cold", "warm"):
        catalog = load_folders(tmp_path, shipped)
        assert list(catalog.entries) == ["rag/one"]
        (result,) = catalog.failed
        assert (result.path, result.faults[0].rule) == (second, "section-twice")


def test_p14_a_broken_bank_leaves_the_others_usable(
    tmp_path: Path, shipped: Path, user: Path
) -> None:
    write_yaml(shipped)
    write_yaml(shipped, "a: [", "02-b.yaml")
    (shipped / "03-c.yaml").symlink_to("nowhere")
    write_yaml(user, with_section("rag", SOUND.replace("level: 2", "level: 9")))
    catalog = load_folders(tmp_path, shipped, user)
    assert list(catalog.entries) == ["rag/one"]
    assert [result.faults[0].rule for result in catalog.failed] == [
        "syntax",
        "unreadable",
        "level",
    ]


def test_no_folder_and_no_bank_give_an_empty_catalog(
    tmp_path: Path, shipped: Path
) -> None:
    write_yaml(shipped, SOUND, ".#01-rag.yaml")
    write_yaml(shipped, SOUND, "README.md")
    catalog = load_folders(tmp_path, shipped, tmp_path / "nowhere")
    assert (catalog.sections, catalog.entries, catalog.failed, catalog.notices) == (
        (),
        {},
        (),
        (),
    )


def test_an_unknown_question_or_section_raises_key_error(
    tmp_path: Path, shipped: Path
) -> None:
    write_yaml(shipped)
    catalog = load_folders(tmp_path, shipped)
    for ask in (catalog.question, catalog.section):
        with pytest.raises(KeyError):
            ask("rag/none")


def test_a_section_has_its_cases_by_slug(tmp_path: Path, shipped: Path) -> None:
    cases = "cases:\n  bill: {title: A bill, text: 5 dollars}\n"
    write_yaml(shipped, SOUND.replace("questions:", f"{cases}questions:"))
    for _ in ("cold", "warm"):
        assert (
            load_folders(tmp_path, shipped).section("rag").cases["bill"].text
            == "5 dollars"
        )


LOAD = """
import sys
from pathlib import Path
from weakspot.bank.catalog import load_catalog
catalog = load_catalog([(Path(sys.argv[1]), "shipped")], Path(sys.argv[2]))
section = catalog.section("rag")
print(len(catalog.entries), catalog.question("rag/one").id, section.notes[:2], "yaml" in sys.modules)
"""  # noqa: E501


def test_yaml_is_not_imported_when_all_is_cached(tmp_path: Path, shipped: Path) -> None:
    write_yaml(shipped)
    outputs = [run_python("-c", LOAD, shipped, tmp_path / "cache").stdout for _ in "12"]
    assert outputs == ["1 one ## True\n", "1 one ## False\n"]
