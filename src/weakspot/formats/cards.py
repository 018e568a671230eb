"""Cards with a front and a back as questions: typed, written, or with options."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from weakspot.engine.constants import MAX_TEXT_LENGTH
from weakspot.engine.kinds.typed import escape_braces
from weakspot.formats.drafts import (
    Draft,
    Flashcard,
    LeftOut,
    is_short,
    make_gap,
    make_open,
    make_option,
    make_options_fields,
    make_typed,
    unmark,
)

TYPED, OPEN, CHOICE = "typed", "open", "choice"
WAYS = (TYPED, CHOICE, OPEN)
"""How cards can be asked; without a way, by the length of the back."""
WRONG_OPTIONS = 3


def ask_cards(
    items: Iterable[Draft | Flashcard], way: str | None
) -> tuple[list[Draft], list[LeftOut]]:
    """All items as questions, cards asked in this way, and what could not be.

    The options of a choice are answers of other cards of its topic; a card without
    others there is asked as without a way.
    """
    items = list(items)
    answers = _answers_by_topic(items) if way == CHOICE else {}
    drafts, left = [], []
    for item in items:
        if isinstance(item, Draft):
            drafts.append(item)
            continue
        others = answers.get(item.topic, {})
        if way == CHOICE and len(others) < 2:
            left.append(
                LeftOut(item.line, item.front, "no other answers of its topic", True)
            )
        drafts.append(ask_card(item, way, others))
    return drafts, left


def _answers_by_topic(items: Iterable[Draft | Flashcard]) -> dict[str, dict[str, str]]:
    """The backs of the cards of each topic, by what makes them differ."""
    answers: dict[str, dict[str, str]] = {}
    for item in items:
        if isinstance(item, Flashcard):
            folded = " ".join(item.back.casefold().split())
            answers.setdefault(item.topic, {}).setdefault(folded, item.back)
    return answers


def ask_card(card: Flashcard, way: str | None, others: Mapping[str, str]) -> Draft:
    """The question of a card."""
    answer = unmark(card.back)
    can_be_typed = "\n" not in answer and len(answer) <= MAX_TEXT_LENGTH
    if way == CHOICE and len(others) > 1:
        fields = make_options_fields(
            card.front,
            [
                make_option(card.back, right=True),
                *map(make_option, pick_wrong(card, others)),
            ],
        )
    elif (way == TYPED and can_be_typed) or (way != OPEN and is_short(answer)):
        fields = make_typed(escape_braces(card.front), [make_gap([answer])])
    else:
        fields = make_open(card.front, card.back)
    return Draft(
        line=card.line,
        fields={**fields, **card.fields},
        name=card.name,
        topic=card.topic,
        is_built=way == CHOICE and len(others) > 1,
    )


def pick_wrong(card: Flashcard, others: Mapping[str, str]) -> list[str]:
    """Answers of other cards, of a length like the right one's; the same for the same
    card and others.
    """
    own = " ".join(card.back.casefold().split())

    def rank(folded: str) -> tuple[int, bytes]:
        spread = abs(len(folded.split()) - len(own.split()))
        mixed = sha256(f"{card.front}\n{folded}".encode(errors="replace"))
        return spread, mixed.digest()

    nearest = sorted((each for each in others if each != own), key=rank)
    return [others[folded] for folded in nearest[:WRONG_OPTIONS]]
