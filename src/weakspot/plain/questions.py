"""How each kind of question is asked in lines of text."""

from collections.abc import Sequence

from weakspot.engine.feedback import asked_words
from weakspot.engine.kinds import registry as kinds
from weakspot.engine.kinds.registry import AnyQuestion
from weakspot.engine.session import Slot
from weakspot.words.numbers import tolerance_words

LeadLine = tuple[str, str]
"""A line's lead and its text."""
BLANK: LeadLine = ("", "")


def question_lines(question: AnyQuestion, slot: Slot) -> list[LeadLine]:
    """The question as shown: its prompt, what there is to choose from, and how to
    answer.
    """
    gap = (
        "__{}__"
        if isinstance(question, kinds.TypedQuestion) and len(question.gaps) > 1
        else "____"
    )
    lines = [
        ("", asked_words(question, slot.numbers, gap)),
        BLANK,
        *choice_lines(question, slot),
    ]
    how_to = how_to_words(question)
    return [*lines, ("", how_to)] if how_to else lines


def choice_lines(question: AnyQuestion, slot: Slot) -> list[LeadLine]:
    """What there is to choose from, and what is to be placed, in the order shown."""
    match question:
        case kinds.DecisionQuestion():
            acts, whys = slot.shown
            actions = numbered_lines([question.actions[index].text for index in acts])
            reasons = numbered_lines([question.reasons[index].text for index in whys])
            return [*actions, BLANK, ("", "Because"), *reasons]
        case kinds.MatchQuestion():
            lefts, rights = slot.shown
            listed = bulleted_lines([question.items[index] for index in lefts])
            return [
                *listed,
                BLANK,
                *numbered_lines([question.targets[index] for index in rights]),
            ]
        case kinds.SortQuestion():
            items, groups = slot.shown
            places = numbered_lines([question.targets[index] for index in groups])
            return [
                *places,
                BLANK,
                *bulleted_lines([question.items[index] for index in items]),
            ]
        case kinds.OrderQuestion():
            return bulleted_lines([question.steps[index] for index in slot.shown[0]])
    return (
        numbered_lines([question.texts[index] for index in slot.shown[0]])
        if question.texts
        else []
    )


def how_to_words(question: AnyQuestion) -> str:
    """How this kind is answered; empty if the number of an option says it all."""
    match question:
        case kinds.DecisionQuestion():
            return "Two numbers: what to do, and why."
        case kinds.MatchQuestion():
            return (
                f"{len(question.items)} numbers: what each of the first list goes "
                "with, in its order."
            )
        case kinds.SortQuestion():
            return (
                f"{len(question.items)} numbers: where each of the second list "
                "belongs, in its order."
            )
        case kinds.OrderQuestion():
            return (
                f"{len(question.steps)} numbers: the right place of each step, in "
                "the order above."
            )
        case kinds.TypedQuestion():
            return (
                "One gap a line." if len(question.gaps) > 1 else "Type what is missing."
            )
        case kinds.NumberQuestion():
            unit = f"in {question.unit}, " if question.unit else ""
            return f"Type a number, {unit}{tolerance_words(question.tolerance)}."
        case kinds.OpenQuestion():
            return "Write as many lines as you like; a dot or an empty line ends them."
        case kinds.LinesQuestion():
            return "Give the number of each such line."
    return (
        "Several are right: give all their numbers."
        if question.can_pick_several
        else ""
    )


def numbered_lines(texts: Sequence[str]) -> list[LeadLine]:
    """The texts, each with its number."""
    return [(f"  {number}  ", text) for number, text in enumerate(texts, 1)]


def bulleted_lines(texts: Sequence[str]) -> list[LeadLine]:
    """The texts, each with a dash."""
    return [("  -  ", text) for text in texts]
