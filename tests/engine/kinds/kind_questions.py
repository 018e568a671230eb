"""One sound question of each kind without options, and strategies for responses to
them.
"""

from typing import Any

from hypothesis import strategies as st

import builders
from weakspot.engine.formula import Draw
from weakspot.engine.kinds.base import Option, Source
from weakspot.engine.kinds.decision import DecisionQuestion
from weakspot.engine.kinds.lines import Line, LinesQuestion
from weakspot.engine.kinds.match import MatchQuestion, Pair
from weakspot.engine.kinds.number import NearNumber, NumberQuestion
from weakspot.engine.kinds.open import OpenQuestion
from weakspot.engine.kinds.order import OrderQuestion
from weakspot.engine.kinds.sort import Category, Item, SortQuestion
from weakspot.engine.kinds.typed import Gap, NearText, TypedQuestion
from weakspot.engine.values import Choice, Essay, Order, Picks, Places, Texts

COMMON: dict[str, Any] = {
    "id": "one",
    "topic": "a-topic",
    "level": 2,
    "prompt": "What is so?",
    "explain": "One. Two.",
    "source": Source(title="A handbook"),
}


def question_fields(**fields: Any) -> dict[str, Any]:
    """Return the fields of a question, with defaults for those that every kind has."""
    return {**COMMON, **fields}


TYPED = TypedQuestion(
    **question_fields(prompt="The {1} is filled by {2}."),
    gaps=(
        Gap(
            accept=("KV cache", "key-value cache"),
            near=(
                NearText(
                    text="prompt cache",
                    why="Kept between requests.",
                    misconception="one-cache",
                ),
            ),
        ),
        Gap(accept=("prefilling", "prefill")),
    ),
)
NUMBER = NumberQuestion(
    **question_fields(prompt="{users} users at ${price} each?"),
    draw={"users": Draw(min=200, max=900, step=50), "price": Draw(of=(1, 2.5, 3))},
    answer="users * price",
    unit="$",
    tolerance="2%",
    work="{users} × {price} = {answer}",
    near=(
        NearNumber(
            answer="users * price * 1000", why="Per one.", misconception="per-thousand"
        ),
    ),
)
MATCH = MatchQuestion(
    **COMMON,
    pairs=(
        Pair(left="one", right="uno", why="Uno is one.", misconception="counts-oddly"),
        Pair(left="two", right="due"),
        Pair(left="three", right="tre"),
        Pair(left="four", right="quattro"),
    ),
    spares=("cinque",),
)
SORT = SortQuestion(
    **COMMON,
    categories=(
        Category(
            text="Odd",
            items=(
                Item(text="1"),
                Item(text="3", why="It is odd.", misconception="odd"),
            ),
        ),
        Category(text="Even", items=(Item(text="2"), Item(text="4"), Item(text="6"))),
    ),
)
ORDER = OrderQuestion(**COMMON, steps=("Collect", "Train", "Measure", "Ship"))
LINES = LinesQuestion(
    **COMMON,
    lines=(
        Line(text="a"),
        Line(
            text="b", fault=True, why="B is wrong.", fix="c", misconception="b-is-right"
        ),
        Line(text="d", why="Sound."),
        Line(text="e", fault=True, why="E is wrong.", fix="f"),
        Line(text="g"),
    ),
)
DECISION = DecisionQuestion(
    **COMMON,
    actions=(
        Option(text="Look", right=True),
        Option(text="Leap", why="Look first.", misconception="leaping"),
    ),
    reasons=(
        Option(text="It is dark", right=True),
        Option(text="It is late", why="It is noon."),
        Option(text="It is cold", why="It is warm."),
    ),
)
OPEN = OpenQuestion(
    **COMMON, answer="Both, measured.", rubric=("Names both", "Measures", "Says when")
)

QUESTIONS = (TYPED, NUMBER, MATCH, SORT, ORDER, LINES, DECISION, OPEN)
EVERY = (*QUESTIONS, *builders.QUESTIONS)
"""One sound question, or more, of each kind."""
NUMBERS = {"users": 200.0, "price": 2.5}


def numbers_for(question: object) -> dict[str, float]:
    """Return the drawn numbers with which a question is graded in the tests."""
    return NUMBERS if question is NUMBER else {}


TEXTS = st.sampled_from(
    ["KV cache", "prefill", "prompt cache", "500", "$500", "500000", "  ", ""]
) | st.text(max_size=30)


def responses_to(question: Any) -> st.SearchStrategy[Any]:
    """Draw any response that the question's widget can give, complete or not."""
    if question is TYPED:
        return st.tuples(TEXTS, TEXTS).map(lambda texts: Texts(texts=texts))
    if question is NUMBER:
        return TEXTS.map(lambda text: Texts(texts=(text,)))
    if question is MATCH:
        return place_responses(4, 5)
    if question is SORT:
        return place_responses(5, 2)
    if question is ORDER:
        return st.permutations(range(4)).map(lambda order: Order(order=tuple(order)))
    if question is LINES:
        return st.frozensets(st.integers(0, 4)).map(lambda picks: Picks(picks=picks))
    if question is DECISION:
        return st.builds(
            Choice, action=st.integers(0, 1), reason=st.none() | st.integers(0, 2)
        )
    if question is OPEN:
        return st.builds(
            Essay, text=st.text(max_size=40), ticks=st.frozensets(st.integers(0, 2))
        )
    most = len(question.options) if question.can_pick_several else 1
    picks = st.frozensets(st.integers(0, len(question.options) - 1), max_size=most)
    return picks.map(lambda picks: Picks(picks=picks))


def place_responses(items: int, targets: int) -> st.SearchStrategy[Places]:
    """Draw places for `items` items, each at one of `targets` or at none."""
    place = st.none() | st.integers(0, targets - 1)
    return st.tuples(*[place] * items).map(lambda each: Places(places=each))
