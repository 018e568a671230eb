"""What is written and read again is equal."""

import re
from typing import Any

import pytest
from exports import make_export
from hypothesis import given
from hypothesis import strategies as st

from weakspot.bank.slugs import make_id
from weakspot.formats.askable import find_fault
from weakspot.formats.detection import read_text
from weakspot.formats.drafts import Draft, make_gap
from weakspot.formats.exporting import write_as
from weakspot.formats.merging import KnownBank, make_bank
from weakspot.formats.short_form import rights_first

# Letters, and all that some format has a meaning for.
SIGNS = "abcXYZ 0129äß猫🙂~=#{}:\\[]()<>&\"'`*_%/|,;.!?-+$^@"
WORDS = st.text(alphabet=SIGNS, min_size=1, max_size=24)


def is_written(text: str) -> bool:
    """True for a text as authors leave it: no space at its ends, something to read."""
    return text == text.strip() and any(sign.isalnum() for sign in text)


LINE = WORDS.filter(is_written)
LINES = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
PROMPT = LINES.filter(lambda text: re.search(r"\{\d+\}", text) is None)
COMMON = {"id": st.just("what-restarts-a-pod"), "prompt": PROMPT}
EXPLAIN = st.one_of(st.none(), LINES)


def distinct(count: tuple[int, int]) -> st.SearchStrategy[list[str]]:
    """Texts that differ in more than case and spaces."""
    low, high = count
    return st.lists(
        LINE,
        min_size=low,
        max_size=high,
        unique_by=lambda text: " ".join(text.casefold().split()),
    )


@st.composite
def choices(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(distinct((3, 6)))
    rights = draw(st.integers(1, len(texts) - 1))
    options: list[dict[str, Any]] = []
    for at, text in enumerate(texts):
        option: dict[str, Any] = {"text": text}
        if at < rights:
            option["right"] = True
        elif draw(st.booleans()):
            option["why"] = draw(LINES)
        options.append(option)
    shuffled = draw(st.permutations(options))
    kind = "choice" if rights == 1 else "multi"
    return {"kind": kind, "options": list(shuffled)}


@st.composite
def gaps(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(distinct((2, 4)))
    near: dict[str, Any] = {"text": names.pop(), "why": draw(LINES)}
    gap: dict[str, Any] = {"accept": names}
    if draw(st.booleans()):
        gap["near"] = [near]
    fields: dict[str, Any] = {"kind": "typed", "gaps": [gap]}
    if draw(st.booleans()):
        fields["prompt"] = f"{draw(PROMPT)} {{1}} {draw(PROMPT)}"
    return fields


STATEMENTS = st.fixed_dictionaries(
    {"kind": st.just("truefalse"), "answer": st.booleans()}, optional={"why": LINES}
)
NUMBERS = st.fixed_dictionaries(
    {
        "kind": st.just("number"),
        "answer": st.one_of(
            st.integers(-(10**6), 10**6),
            st.integers(-(10**6), 10**6)
            .map(lambda number: number / 128)
            .filter(lambda n: n % 1),
        ),
    },
    optional={"tolerance": st.integers(1, 50)},
)
PAIRS = st.builds(
    lambda lefts, rights, spares: {
        "kind": "match",
        "pairs": [
            {"left": left, "right": right}
            for left, right in zip(lefts, rights, strict=False)
        ],
        **(
            {"spares": rights[len(lefts) :][:3]}
            if spares and len(rights) > len(lefts)
            else {}
        ),
    },
    distinct((3, 3)),
    distinct((3, 5)),
    st.booleans(),
)
ESSAYS = st.fixed_dictionaries({"kind": st.just("open"), "answer": LINES})
STEPS = st.fixed_dictionaries({"kind": st.just("order"), "steps": distinct((3, 6))})


def questions(
    *kinds: st.SearchStrategy[dict[str, Any]],
) -> st.SearchStrategy[dict[str, Any]]:
    """Sound questions of these kinds."""
    return st.builds(
        lambda common, fields, explain: {
            **common,
            **fields,
            **({"explain": explain} if explain and fields["kind"] != "open" else {}),
        },
        st.fixed_dictionaries(COMMON),
        st.one_of(kinds),
        EXPLAIN,
    ).filter(
        lambda fields: not find_fault({k: v for k, v in fields.items() if k != "id"})
    )


def read_back(format: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """The fields of a question after it was written and read; None if the format said
    that it has no place for it.
    """
    result = write_as(format, [make_export(fields)])
    if not result.count:
        assert result.left
        return None
    assert not result.lost
    _, reading = read_text(result.data.decode())
    (draft,) = reading.items
    assert isinstance(draft, Draft)
    assert (draft.name, draft.topic) == (fields["id"], "Probes")
    return {"id": fields["id"], **draft.fields}


CARDS = st.builds(
    lambda names: {"kind": "typed", "gaps": [make_gap(names)]}, distinct((1, 3))
)
CATEGORIES = st.builds(
    lambda names, items: {
        "kind": "sort",
        "categories": [
            {"text": names[0], "items": [{"text": item} for item in items[:2]]},
            {"text": names[1], "items": [{"text": item} for item in items[2:]]},
        ],
    },
    distinct((2, 2)),
    distinct((4, 5)),
)
POINTS = st.builds(
    lambda answer, rubric: {"kind": "open", "answer": answer, "rubric": rubric},
    LINES,
    distinct((2, 4)),
)


@given(
    questions(
        choices(),
        gaps(),
        CARDS,
        STATEMENTS,
        NUMBERS,
        PAIRS,
        ESSAYS,
        STEPS,
        CATEGORIES,
        POINTS,
    ),
    st.sampled_from(["what-restarts-a-pod", ""]),
    st.sampled_from(["Probes", ""]),
)
def test_a_bank_holds_what_was_written_into_it(
    fields: dict[str, Any], id: str, topic: str
) -> None:
    own = {name: value for name, value in fields.items() if name != "id"}
    draft = Draft(line=1, fields=own, topic=topic)
    id = id or make_id(draft.prompt)
    made = make_bank("pods", "All Pods", [(id, draft)], "A comment.")
    (read,) = KnownBank(made.text, "pods.yaml").questions
    slug = topic.lower() or "pods"
    assert read == {"id": id, "topic": slug, **rights_first(own)}


@given(questions(choices(), gaps(), STATEMENTS, NUMBERS, PAIRS, ESSAYS))
def test_gift_read_again_is_equal(fields: dict[str, Any]) -> None:
    assert read_back("gift", fields) in (fields, None)


@given(questions(choices(), gaps(), STATEMENTS, NUMBERS, PAIRS, ESSAYS, STEPS))
def test_moodle_xml_read_again_is_equal(fields: dict[str, Any]) -> None:
    assert read_back("moodle", fields) in (fields, None)


@given(questions(choices(), gaps(), STATEMENTS, NUMBERS, PAIRS, ESSAYS, STEPS))
def test_our_json_read_again_is_equal(fields: dict[str, Any]) -> None:
    assert read_back("json", fields) == fields


@pytest.mark.parametrize("format", ["gift", "moodle"])
def test_a_gap_in_a_sentence_stays_there(format: str) -> None:
    fields = {
        "id": "what-restarts-a-pod",
        "kind": "typed",
        "prompt": "A {1} restarts a container that hangs.",
        "gaps": [{"accept": ["liveness probe", "liveness"]}],
    }
    assert read_back(format, fields) == fields


def test_moodle_xml_holds_several_gaps_in_a_text() -> None:
    fields = {
        "id": "two-gaps-in-a-text",
        "kind": "typed",
        "prompt": "{1} & <b> hold `{2}`.",
        "gaps": [
            {
                "accept": ["Pods}", "a~b#c"],
                "near": [{"text": "Nodes", "why": "They <run> it."}],
            },
            {"accept": ["containers"], "exact": True},
        ],
    }
    assert read_back("moodle", fields) == fields
