"""How sure one is, said with the key that submits; and digits that only pick."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from kind_bank import open_kind_game, start_kinds_round
from kind_pilot import (
    Play,
    click_on,
    play_session,
    press,
    score,
    seen_text,
    session_of,
    was_unknown,
)
from msgspec.structs import replace
from pilot import screen_rows, settle, status_text
from test_kinds_by_keys import RIGHT, WRONG, interleave
from textual.events import Key

from quiz_home import query_save, save_path
from weakspot.engine.kinds.registry import KINDS
from weakspot.engine.session import ASKED
from weakspot.engine.values import Picks, Texts

FIELDS = ("typed", "number")


@asynccontextmanager
async def play_kinds(home: Path, *kinds: str, **how: object) -> AsyncIterator[Play]:
    """A round of these kinds on the screen, so set; with nothing said, it is asked how
    sure one is.
    """
    size = how.pop("size", (80, 24))
    game = open_kind_game(home)
    game.settings = replace(game.settings, **(how or {"confidence": True}))
    async with play_session(game, start_kinds_round(game, *kinds), size) as pilot:  # type: ignore[arg-type]
        yield pilot
    game.close()


def logged_confidence(home: Path) -> list[str | None]:
    """What stands in the log of how sure the answers were."""
    return [
        one
        for (one,) in query_save(
            save_path(home), "SELECT confidence FROM attempt ORDER BY id"
        )
    ]


def without_submit(kind: str, keys: list[str]) -> list[str]:
    """The keys without that which submits, where there is one."""
    return keys[:-1] if keys[-1] == "enter" else keys


@pytest.mark.parametrize(("at", "word"), [(0, "guess"), (1, "think"), (2, "sure")])
async def test_a_key_submits_and_says_how_sure(
    tmp_path: Path, at: int, word: str
) -> None:
    kinds = [kind for kind in KINDS if kind != "open"]
    async with play_kinds(tmp_path, *kinds) as pilot:
        for kind in kinds:
            await press(pilot, *without_submit(kind, RIGHT[kind]))
            assert session_of(pilot).phase == ASKED, kind
            await press(pilot, f"f{9 + at}" if kind in FIELDS else "zxc"[at])
            assert score(pilot) == 1, kind
            assert ("A good guess: it comes back sooner." in seen_text(pilot)) == (
                word == "guess"
            ), kind
            await press(pilot, "enter")
    assert logged_confidence(tmp_path) == [word] * len(kinds)


@pytest.mark.parametrize("kind", ["choice", "decision", "sort", "typed"])
async def test_sure_and_wrong_is_said_gently(tmp_path: Path, kind: str) -> None:
    async with play_kinds(tmp_path, kind, size=(80, 40)) as pilot:
        await press(pilot, *without_submit(kind, WRONG[kind]), "f11")
        assert (
            "You were sure: worth a second look. No mistake is more useful to find."
            in seen_text(pilot)
        )
    assert logged_confidence(tmp_path) == ["sure"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_in_a_number_the_key_for_not_knowing_is_said(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with play_kinds(tmp_path, "number", size=size) as pilot:
        await press(pilot, "1")
        assert "F8: I don't know." in seen_text(pilot)
        await press(pilot, "f8")
        assert was_unknown(pilot)


async def test_enter_submits_and_says_nothing(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, *interleave("choice")) as pilot:
        for kind in KINDS:
            await press(pilot, *without_submit(kind, WRONG[kind]), "enter")
            assert session_of(pilot).outcome is not None, kind
            assert "You were sure" not in seen_text(pilot), kind
            await press(pilot, "enter", "0")
            assert was_unknown(pilot), kind
            await press(pilot, "enter")
    assert logged_confidence(tmp_path) == [None, None] * len(KINDS)


async def test_a_key_on_nothing_grades_nothing(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, *KINDS) as pilot:
        for kind in KINDS:
            await press(
                pilot,
                *(["escape"] if kind in (*FIELDS, "open") else []),
                "c",
                "x",
                "z",
                "f11",
            )
            assert session_of(pilot).phase == ASKED, kind
            assert "I don't know" in status_text(pilot) or kind == "open", kind
            await press(pilot, "f8", "enter")


async def test_with_the_setting_off_the_keys_do_nothing(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, *KINDS, confidence=False) as pilot:
        for kind in KINDS:
            keys = (
                []
                if kind in ("choice", "truefalse", "decision")
                else without_submit(kind, RIGHT[kind])
            )
            await press(pilot, *keys, *(["escape"] if kind in FIELDS else []))
            before = screen_rows(pilot)
            await press(pilot, "z", "x", "c", "f9", "f10", "f11")
            assert screen_rows(pilot) == before, kind
            assert session_of(pilot).phase == ASKED, kind
            await press(pilot, "f8", "enter")


async def test_of_an_open_answer_it_is_not_asked(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "open") as pilot:
        await press(pilot, *"zxc", "f6", "1", "z", "f11")
        assert session_of(pilot).phase == ASKED
        assert "guess" not in screen_rows(pilot)[-1]
        await press(pilot, "question_mark")
        assert "submit as a guess" not in seen_text(pilot)
        await press(pilot, "escape", "enter")
    assert logged_confidence(tmp_path) == [None]


@pytest.mark.parametrize("kind", FIELDS)
async def test_in_a_field_the_letters_are_text_and_past_it_they_submit(
    tmp_path: Path, kind: str
) -> None:
    async with play_kinds(tmp_path, kind) as pilot:
        await press(pilot, "z", ",")
        assert session_of(pilot).draft == Texts(
            texts=("z,", *([""] if kind == "typed" else []))
        )
        await press(
            pilot, "u", "backspace", "backspace", "backspace", "1", "escape", "c"
        )
        if kind == "typed":
            assert status_text(pilot).startswith("1 gap is empty. Enter again")
            await press(pilot, "c")
        assert score(pilot) == 0
    assert logged_confidence(tmp_path) == ["sure"]


@pytest.mark.parametrize(("kind", "typed"), [("number", "150"), ("typed", "x")])
async def test_alt_and_the_letter_submit_from_a_field_too(
    tmp_path: Path, kind: str, typed: str
) -> None:
    async with play_kinds(tmp_path, kind) as pilot:
        await press(pilot, *typed, *(("tab", "y") if kind == "typed" else ()))
        pilot.app.post_message(
            Key("alt+z", "z")
        )  # as a terminal says it: with the letter
        await settle(pilot.app)
        assert score(pilot) == (kind == "number")
    assert logged_confidence(tmp_path) == ["guess"]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [("choice", "zxc"), ("typed", ("F9", "F10", "F11"))],
)
async def test_the_footer_names_the_keys_and_a_click_does_as_they(
    tmp_path: Path, kind: str, keys: tuple[str, ...]
) -> None:
    async with play_kinds(tmp_path, kind) as pilot:
        await press(pilot, *without_submit(kind, RIGHT[kind]))
        told = [
            f"{key} {word}"
            for key, word in zip(keys, ("guess", "think", "sure"), strict=True)
        ]
        assert "   ".join(told) in screen_rows(pilot)[-1]
        assert "Enter submit" in screen_rows(pilot)[-1]
        await click_on(pilot, "think", inside="#keys")
        assert score(pilot) == 1
    assert logged_confidence(tmp_path) == ["think"]


async def test_the_footer_of_an_exam_has_room_for_review_beside_the_keys(
    tmp_path: Path,
) -> None:
    game = open_kind_game(tmp_path)
    game.settings = replace(game.settings, confidence=True, keys={"guess": "w"})
    exam = game.rounds.start("exam")
    for at, slot in enumerate(exam.slots):
        async with play_session(game, game.rounds.visit(exam, at)) as pilot:
            in_field = slot.question.endswith(FIELDS)
            told = ("F6 review",) if in_field else ("v review",)
            assert [one for one in told if one not in screen_rows(pilot)[-1]] == [], (
                slot.question
            )


# Where a digit only picks


async def test_a_key_does_not_stick_to_the_next_answer(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "sort", "choice") as pilot:
        await press(pilot, "1", "c")
        assert "4 not placed" in seen_text(pilot)
        await press(pilot, "enter", "enter", "2", "enter")
    assert logged_confidence(tmp_path) == [None, None]


async def test_undo_after_a_pick_takes_back_the_answer_before(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "choice", "choice") as pilot:
        await press(pilot, "2", "c", "enter", "1", "u")
        assert (session_of(pilot).at, session_of(pilot).phase) == (0, ASKED)
        await press(pilot, "2", "z")
        assert score(pilot) == 1


@pytest.mark.parametrize("how", [{"answer": "enter"}, {"confidence": True}])
async def test_a_digit_only_picks_and_enter_submits(
    tmp_path: Path, how: dict[str, object]
) -> None:
    async with play_kinds(tmp_path, "choice", "truefalse", "decision", **how) as pilot:
        await press(pilot, "1", "space", "2")
        assert session_of(pilot).phase == ASKED
        await press(pilot, "enter")
        assert score(pilot) == 1
        await press(pilot, "enter", "1", "up", "down", "enter")
        assert score(pilot) == 1
        await press(pilot, "enter", "2", "1", "2", "space")
        assert session_of(pilot).phase == ASKED
        await press(pilot, "enter")
        assert score(pilot) == 1
        assert ("guess" in seen_text(pilot)) is False


async def test_a_click_only_picks_too_and_the_footer_submits(tmp_path: Path) -> None:
    async with play_kinds(tmp_path, "choice", "decision", answer="enter") as pilot:
        await click_on(pilot, "The tokenizer")
        await click_on(pilot, "Small added")
        assert session_of(pilot).phase == ASKED
        await click_on(pilot, "submit", inside="#keys")
        assert score(pilot) == 1
        assert session_of(pilot).draft == Picks(picks=frozenset({0}))
        await click_on(pilot, "next", inside="#keys")
        await click_on(pilot, "Look the price")
        await click_on(pilot, "Weights store")
        await click_on(pilot, "What changes")
        assert session_of(pilot).phase == ASKED
        await click_on(pilot, "submit", inside="#keys")
        assert score(pilot) == 1
