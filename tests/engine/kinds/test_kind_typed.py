"""The kind typed: what is forgiven and what is not."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kind_questions import question_fields

from weakspot.engine.kinds.typed import Gap, NearText, TypedQuestion
from weakspot.engine.spelling import is_same, is_slip, normalize_words
from weakspot.engine.values import Texts


def make_typed(
    *accept: str,
    near: tuple[str, ...] = (),
    exact: bool = False,
    rivals: tuple[str, ...] = (),
) -> Any:
    nears = tuple(NearText(text=text, why="Another thing.") for text in near)
    gap = Gap(accept=accept, near=nears, exact=exact)
    return TypedQuestion(**question_fields(), gaps=(gap,), rivals=rivals)


def score(question: Any, text: str) -> float:
    return float(question.grade(Texts(texts=(text,)), {}).score)


FORGIVEN = [
    ("KV cache", "kv cache"),
    ("KV cache", "KV-cache"),
    ("KV cache", "kvcache"),
    ("KV cache", "the KV caches"),
    ("key-value cache", "key value cache"),
    ("key\u2011value cache", "KEY\u2013VALUE CACHE"),
    ("fine-tuning", "finetuning"),
    ("finetuning", "fine tuning"),
    ("résumé", "resume"),
    ("naive", "naïve"),
    ("batch", "batches"),
    ("query", "queries"),
    ("caches", "cache"),
    ("an embedding", "embedding"),
    ("embedding", "“Embedding”."),
    ("Bayes' theorem", "bayes theorem"),
    ("ﬁlter", "filter"),
    ("strasse", "straße"),
    ("embedding", "  embedding\t"),
    ("C++", "c++"),
    ("vitamin A", "vitamin a"),
]


@pytest.mark.parametrize(("accept", "text"), FORGIVEN)
def test_p19_case_accents_articles_hyphens_and_plural_are_forgiven(
    accept: str, text: str
) -> None:
    verdict = make_typed(accept).grade(Texts(texts=(text,)), {})
    assert (verdict.score, verdict.note) == (1, None)


SLIPS = [
    ("quantization", "quantisation"),
    ("quantization", "qauntization"),
    ("quantization", "quantizatio"),
    ("quantization", "quantizzation"),
    ("vector database", "vektor databse"),
    ("pretraining", "pre trainig"),
    ("prompt injection", "promt injections"),
    ("quantization", "quantizatons"),
    ("classes", "clases"),
]


@pytest.mark.parametrize(("accept", "text"), SLIPS)
def test_p19_one_slip_in_a_long_word_is_close_enough(accept: str, text: str) -> None:
    verdict = make_typed(accept).grade(Texts(texts=(text,)), {})
    assert (verdict.score, verdict.note) == (1, f"close: you wrote “{text}”")
    assert (verdict.parts[0].given, verdict.parts[0].expected) == (text, accept)


WRONG = [
    ("LoRA", "QLoRA"),
    ("LoRA", "Lora2"),
    ("recall", "recal precision"),
    ("token", "tokem"),
    ("DPO", "PPO"),
    ("KV cache", "KB cache"),
    ("KV cache", "kbcache"),
    ("quantization", "quantisatoin"),
    ("llama2 base", "llama3 base"),
    ("pretraining", "retraining2"),
    ("C++", "C"),
    ("cache", ""),
    ("cache", "the"),
    ("plan", "plane"),
    ("stats", "state"),
]


@pytest.mark.parametrize(("accept", "text"), WRONG)
def test_p19_what_may_be_another_word_is_not_forgiven(accept: str, text: str) -> None:
    verdict = make_typed(accept).grade(Texts(texts=(text,)), {})
    assert (verdict.score, verdict.note) == (0, None)


def test_p19_a_near_text_is_no_slip_and_says_why() -> None:
    question = make_typed("pretraining", near=("retraining",))
    part = question.grade(Texts(texts=("Re-training",)), {}).parts[0]
    assert (part.right, part.why) == (False, "Another thing.")
    assert score(question, "pretrainin") == 1


def test_p19_another_name_of_the_bank_is_no_slip() -> None:
    assert score(make_typed("encoding"), "encodings") == 1
    assert score(make_typed("encoders"), "decoders") == 0
    assert score(make_typed("precision"), "prevision") == 1
    assert score(make_typed("precision", rivals=("prevision",)), "Previsions") == 0


def test_p19_the_name_of_another_gap_is_no_slip() -> None:
    gaps = (Gap(accept=("pretraining",)), Gap(accept=("retraining",)))
    question = TypedQuestion(**question_fields(prompt="{1} {2}"), gaps=gaps)
    assert question.grade(Texts(texts=("retraining", "pretraining")), {}).score == 0
    near = (NearText(text="prevision", why="Another thing."),)
    gaps = (Gap(accept=("precision",)), Gap(accept=("recall",), near=near))
    question = TypedQuestion(**question_fields(prompt="{1} {2}"), gaps=gaps)
    assert question.grade(Texts(texts=("prevision", "recall")), {}).score == 0.5


def test_p19_exact_forgives_nothing_but_spaces() -> None:
    question = make_typed("max_tokens", "Max-Tokens", near=("MAX_TOKENS",), exact=True)
    assert [
        score(question, text)
        for text in ("max_tokens", " Max-Tokens ", "Max_Tokens", "max_token")
    ] == [
        1,
        1,
        0,
        0,
    ]
    whys = [
        question.grade(Texts(texts=(text,)), {}).parts[0].why
        for text in ("MAX_TOKENS", "Max_Tokens")
    ]
    assert whys == ["Another thing.", None]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("software", 1.0),
        ("software engineers", 1.0),
        ("Software Engineer.", 1.0),
        ("sofware engineers", 1.0),
        ("software-engineers", 1.0),
        ("research engineers", 0.0),
        ("engineers", 0.0),
        ("software people", 0.0),
        ("hardware engineers", 0.0),
    ],
)
def test_p19_the_word_after_the_gap_may_be_typed_along_with_it(
    text: str, due: float
) -> None:
    near = NearText(text="hardware engineer", why="Another trade.")
    gap = Gap(accept=("software",), near=(near,))
    question: Any = TypedQuestion(
        **question_fields(prompt="The work passes to {1} engineers."), gaps=(gap,)
    )
    part = question.grade(Texts(texts=(text,)), {}).parts[0]
    assert (float(part.right), part.given) == (due, text)
    assert (part.why is not None) == text.startswith("hardware")
    strict: Any = msgspec.structs.replace(
        question, gaps=(msgspec.structs.replace(gap, exact=True),)
    )
    assert score(strict, text) == (text == "software")


def test_p19_another_name_is_no_slip_with_the_word_after_the_gap_either() -> None:
    gap = Gap(accept=("pretraining",))
    question: Any = TypedQuestion(
        **question_fields(prompt="The {1} run comes first."),
        gaps=(gap,),
        rivals=("retraining run",),
    )
    assert [
        score(question, text) for text in ("pretraining run", "retraining run")
    ] == [1, 0]


def test_p19_a_long_text_is_cut_before_it_is_read() -> None:
    verdict = make_typed("quantization").grade(
        Texts(texts=("a\u0301" * 1_000_000,)), {}
    )
    assert len(verdict.parts[0].given or "") <= 500


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_p19_any_text_is_graded(text: str, accept: str) -> None:
    assert score(make_typed(accept), text) in (0, 1)


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd", "Zs"]), max_size=30))
def test_a_text_is_the_same_as_itself_and_stays_so_in_capitals(text: str) -> None:
    words = normalize_words(text)
    assert is_same(words, words) == bool(words)
    if text.isascii():
        assert normalize_words(text.upper()) == words


@given(st.sampled_from(["quantization", "embedding", "pretraining"]), st.data())
def test_a_slip_of_one_letter_is_within_reach(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    for other in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
    ):
        assert is_slip(normalize_words(other), normalize_words(word))


FAULTS: list[tuple[str, tuple[Gap, ...], str, tuple[str | int, ...]]] = [
    ("{1} {2}", (Gap(accept=("a",)),), "brace", ("prompt",)),
    ("{1} {1}", (Gap(accept=("a",)),), "brace", ("prompt",)),
    ("{01}", (Gap(accept=("a",)),), "brace", ("prompt",)),
    (f"{{1}} {{{'9' * 5000}}}", (Gap(accept=("a",)),), "brace", ("prompt",)),
    ("none", (Gap(accept=("a",)), Gap(accept=("b",))), "brace", ("gaps", 0)),
    ("{1}", (Gap(accept=("a",)), Gap(accept=("b",))), "brace", ("gaps", 1)),
    ("none", (), "gap-count", ("gaps",)),
    ("none", (Gap(accept=()),), "no-answer", ("gaps", 0, "accept")),
    ("none", (Gap(accept=("…",)),), "no-answer", ("gaps", 0, "accept", 0)),
    ("none", (Gap(accept=("a", "A")),), "twice", ("gaps", 0, "accept", 1)),
    ("none", (Gap(accept=("a", " ")),), "blank", ("gaps", 0, "accept", 1)),
    (
        "none",
        (Gap(accept=("ab",), near=(NearText(text="the AB", why="So."),)),),
        "near-accepted",
        ("gaps", 0, "near", 0, "text"),
    ),
]


@pytest.mark.parametrize(("prompt", "gaps", "rule", "path"), FAULTS)
def test_gaps_that_cannot_be_filled_are_found(
    prompt: str, gaps: tuple[Gap, ...], rule: str, path: tuple[str | int, ...]
) -> None:
    question = TypedQuestion(**question_fields(prompt=prompt), gaps=gaps)
    assert (rule, path) in [(fault.rule, fault.path) for fault in question.faults()]
