from pathlib import Path

import pytest
from banks import find_faults, write_yaml
from course_banks import LEVEL, TOP, make_course_item, make_picks_item

from weakspot.bank.checks import check_banks


def check_course(folder: Path, items: list[str]) -> dict[str, list[str]]:
    messages: dict[str, list[str]] = {}
    for fault in check_banks([write_yaml(folder, TOP + "".join(items))], strict=True):
        message = f"{Path(fault.file).name}:{fault.line} {fault.message}"
        messages.setdefault(fault.rule, []).append(message)
        assert fault.severity == "warning"
    return messages


def test_topics_concepts_beliefs_and_cases_need_their_questions(tmp_path: Path) -> None:
    items = [make_course_item(n, LEVEL) for n in range(4)]
    items += [
        make_course_item(4, LEVEL, topic="ranking", concept="lonely", case="bill")
    ]
    items[0] = items[0].replace("why: So.}", "why: So., misconception: held}", 1)
    messages = check_course(tmp_path, items)
    assert messages["unused-topic"] == ["01-rag.yaml:8 no question is of topic unused"]
    assert messages["topic-questions"] == ["01-rag.yaml:7 1 question of topic ranking"]
    assert messages["unused-misconception"] == [
        "01-rag.yaml:12 nothing uses the misconception unheld"
    ]
    assert messages["unused-case"] == ["01-rag.yaml:15 nothing uses the case log"]
    assert len(messages["concept-siblings"]) == 1
    assert messages["concept-siblings"][0].endswith(
        "no other question of concept lonely"
    )


def test_without_strict_there_are_no_course_rules(tmp_path: Path) -> None:
    assert find_faults(tmp_path, TOP + make_course_item(0, LEVEL)) == []


def test_shares_are_measured_from_40_questions_on(tmp_path: Path) -> None:
    lopsided = ["abcdefghijkl always", "bcdefghijklm", "cdefghijklmn", "defghijklmno"]
    shares = {
        "key-longest",
        "key-place",
        "absolutes",
        "levels",
        "choice-share",
        "key-shortest",
    }
    for key in (0, 1):
        items = [
            make_course_item(n, lopsided, key=key, shuffle=False, level=1)
            for n in range(39)
        ]
        assert not shares & check_course(tmp_path, items).keys()
    many = check_course(
        tmp_path,
        [make_course_item(n, lopsided, shuffle=False, level=1) for n in range(40)],
    )
    assert shares <= many.keys()
    folder = tmp_path.name
    assert many["key-longest"] == [
        f"{folder}:1 the longest option is the key in 100%, by chance 25%"
    ]
    assert many["key-shortest"] == [
        f"{folder}:1 the shortest option is the key in 0%, by chance 25%"
    ]
    assert len(many["key-place"]) == 4
    assert many["absolutes"] == [
        f"{folder}:1 100% of keys have absolutes, 0% of wrong options"
    ]
    assert len(many["levels"]) == 4


def test_a_balanced_course_breaks_no_share(tmp_path: Path) -> None:
    levels = [1, 1, 2, 2, 2, 3, 3, 3, 4, 4]
    items = [
        make_course_item(n, LEVEL, key=n % 4, shuffle=False, level=levels[n % 10])
        if n % 5 < 2
        else make_course_item(
            n, [], kind="truefalse", answer=n % 2 == 0, level=levels[n % 10]
        )
        for n in range(80)
    ]
    shares = {
        "key-longest",
        "key-shortest",
        "key-place",
        "absolutes",
        "hedges",
        "levels",
        "choice-share",
        "true-share",
    }
    assert not shares & check_course(tmp_path, items).keys()


def test_hedges_only_in_keys_are_reported(tmp_path: Path) -> None:
    options = ["abcdefgh can", "bcdefghijklm", "cdefghijklmn", "defghijklmno"]
    assert "hedges" in check_course(
        tmp_path, [make_course_item(n, options) for n in range(40)]
    )


def test_statements_that_are_mostly_true_are_reported(tmp_path: Path) -> None:
    items = [
        make_course_item(n, [], kind="truefalse", answer=n % 3 != 0) for n in range(45)
    ]
    message = f"{tmp_path.name}:1 67% of true-or-false statements are true"
    assert check_course(tmp_path, items)["true-share"] == [message]


@pytest.mark.parametrize(("twos", "told"), [(20, False), (21, True)])
def test_more_than_half_with_one_number_to_pick_are_reported(
    tmp_path: Path, twos: int, told: bool
) -> None:
    items = [make_picks_item(n, 2 if n < twos else 3) for n in range(40)]
    messages = check_course(tmp_path, items).get("picks-share", [])
    wanted = f"{tmp_path.name}:1 52% of questions of kind multi have 2 to pick"
    assert messages == [wanted] * told
