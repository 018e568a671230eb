"""What the first screen says of the player, and the rounds it offers, the most sensible first."""

from collections.abc import Sequence

from weakspot.engine.constants import FIRST_ROUNDS, PLACEMENT_MOST
from weakspot.engine.limits import position_words
from weakspot.engine.report import TopicReport, plan_words, right_last
from weakspot.engine.rules import MODES, MORE
from weakspot.engine.session import Session
from weakspot.game import Game
from weakspot.text import format_count, format_minutes, state_word
from weakspot.ui.widgets.menu import Round

FEW = 2
"""Weak topics that are told by name."""
EARLY = f"; the first {FIRST_ROUNDS} rounds are longer"
ABOUT = "finds what you do not know, and drills it"


def standing(game: Game, is_narrow: bool) -> str:
    """Streak, with today once it counts, and points; where it is narrow, the days of the streak.

    Before there is any of these, what this game does.
    """
    streak, points = game.streak(), game.points()
    counts = ", today counts" if not is_narrow and game.is_streak_kept_today() else ""
    parts = [f"{streak}-day streak{counts}"] if streak else []
    if points and not (parts and is_narrow):
        parts.append(format_count(points, "point"))
    if not parts and not is_narrow:
        return ABOUT
    return "  ·  ".join(parts)


def offered(game: Game, opened: Sequence[Session], spots: Sequence[TopicReport], room: int) -> list[Round]:
    """The rounds to offer; `opened` are those to go on with, the newest first.

    One that was left today comes before today's round, an older one after it. Where the list of more can
    take those for which there is no room, an exam not begun, then the placement, stand only there.
    """
    begun = next((one for one in opened if one.sheets), None)
    first = [*going_on(game, opened), today(game)]
    if opened and not game.is_active_today(opened[0]):
        first.reverse()
    rounds = [*first, *placement(game), weak(game, spots), *marked(game), *exam(game, begun)]
    listed_too = ("l",) if begun else ("x", "l")
    spare = [one for one in rounds if one.key in listed_too]
    surplus = len(rounds) + 1 - room
    if 0 < surplus <= len(spare):
        spare.sort(key=lambda one: one.key != "x")
        rounds = [one for one in rounds if one not in spare[:surplus]]
    has_exam = any(one.key == "x" for one in rounds)
    names = [MODES[mode].title.lower() for mode in MORE if not (mode == "exam" and has_exam)]
    return [*rounds, Round("More", f"{names[0]}, {names[1]} and {len(names) - 2} others", "", "", "m")]


def going_on(game: Game, opened: Sequence[Session]) -> list[Round]:
    """The round that was left last."""
    if not opened:
        return []
    title, grows, behind = game.round_title(opened[0]), opened[0].rules.grows, len(opened) - 1
    words = f"{title}, {position_words(opened[0])}"
    brief = title if grows else words.replace(", question ", ", ")
    detail = f"{behind} more open" if behind else ""
    return [Round("Go on", words if grows or not behind else brief, brief, detail, "Enter")]


def today(game: Game) -> Round:
    """Today's round, how long it is, and what it is made of; once today counts, it is more questions.

    What is said beside takes the room of “about”: at 80 columns all of it has to stand on one line.
    """
    plan, counts = game.plan("today"), game.is_streak_kept_today()
    is_long = game.is_among_first_rounds() and plan.seconds > 60 * game.settings.minutes and not counts
    questions = format_count(len(plan.drawn), "more question" if counts else "question")
    words = f"{questions}, {format_minutes(plan.seconds, brief=counts or is_long)}{EARLY if is_long else ''}"
    brief = f"{len(plan.drawn)} in {format_minutes(plan.seconds, brief=True)}"
    return Round("Today", words, brief, plan_words(one.reason for one in plan.drawn), "t")


def placement(game: Game) -> list[Round]:
    """The placement, while it is time for it."""
    if not game.should_offer_placement():
        return []
    detail = f"up to {PLACEMENT_MOST} questions, all sections"
    return [Round(MODES["placement"].title, "", "", detail, "l")]


def weak(game: Game, spots: Sequence[TopicReport]) -> Round:
    """What is weak: how many topics, with how many of them were right last time, or by name, or how many are
    perhaps weak.
    """
    topics = [spot for spot in spots if spot.state == "weak"]
    if topics:
        brief, names = format_count(len(topics), "topic"), ", ".join(spot.title for spot in topics)
        better = right_last(topics)
        words = f"{brief}, {better} right last time" if better and len(topics) > FEW else f"{brief}: {names}"
        words = words if len(topics) > 1 else names
    elif spots:
        perhaps = state_word("perhaps")
        words, brief = f"{format_count(len(spots), 'topic')} {perhaps}", f"{len(spots)} {perhaps}"
    else:
        words, brief = f"none {game.no_weak_spots_words()}", f"none {game.no_weak_spots_words(brief=True)}"
    return Round("Weak spots", words, brief, "", "w")


def marked(game: Game) -> list[Round]:
    """What was missed, and what is flagged, if anything is."""
    missed, flagged = game.missed_count(), game.flagged_count()
    ideas = format_count(missed, "idea") if missed else "none"
    rounds = [Round("Missed", f"{ideas}, last 7 days" if missed else ideas, ideas, "", "p")]
    words = format_count(flagged, "question")
    return [*rounds, Round("Flagged", words, words, "", "f")] if flagged else rounds


def exam(game: Game, begun: Session | None) -> list[Round]:
    """The exam to go on with, or to take; none where there is nothing to ask."""
    if begun is not None:
        at = position_words(begun)
        return [Round("Exam", f"goes on at {at}", f"at {at.removeprefix('question ')}", "", "x")]
    length = game.exam_length()
    words = format_count(length, "question")
    time = format_minutes(MODES["exam"].seconds_for(length) or 0, brief=True)
    return [Round("Exam", f"{words}, {time}", words, "", "x")] if length else []
