"""Words for changes of topics."""

from weakspot.engine.changes import Changes, Whole
from weakspot.engine.records import RoundTally
from weakspot.engine.report import TopicReport
from weakspot.engine.today import PlanParts
from weakspot.text import format_count
from weakspot.words.dates import on_words
from weakspot.words.estimates import state_word, until_words
from weakspot.words.reasons import parts_words

ENOUGH = "Enough for today."
ONE_MORE = "Today's round is done; this is one more."


def whole_words(whole: Whole) -> str:
    """“23 of 69 known · 12 repaired”."""
    known = f"{whole.known} of {whole.topics} known"
    return f"{known} · {whole.repaired} repaired" if whole.repaired else known


def repaired_words(whole: Whole, today: str) -> str:
    """“12 repaired so far, the last on Monday”; empty before the first."""
    if whole.last is None:
        return ""
    return f"{whole.repaired} repaired so far, the last {on_words(whole.last, today)}"


def change_words(changes: Changes) -> str:
    """“5 repaired, 3 new weak”; empty where nothing changed."""
    words = []
    if changes.repaired:
        words.append(f"{len(changes.repaired)} repaired")
    if changes.weak:
        words.append(f"{len(changes.weak)} new weak")
    return ", ".join(words)


def week_words(week: Changes) -> str:
    """“last 7 days: 5 repaired, 3 new weak”; empty where nothing changed."""
    words = change_words(week)
    return f"last 7 days: {words}" if words else ""


def tally_words(tally: RoundTally) -> list[str]:
    """“16 right, 1 partly” and “11 minutes”, of a round that is done."""
    partly = f", {tally.partly} partly" if tally.partly else ""
    minutes = max(1, round(tally.seconds / 60))
    return [f"{tally.right} right{partly}", format_count(minutes, "minute")]


def state_change_words(was: str, report: TopicReport) -> str:
    """The meaning of a change from the state `was` for the topic as it stands now."""
    if was == "weak" and report.state != "weak":
        return "repaired"
    if report.state == "weak":
        return until_words(report.needs)
    if report.state == "perhaps":
        return "missed once: checked in the next round"
    return state_word(report.state)


def done_words(changes: Changes) -> str:
    """The end of today's round in a sentence or two, with what changed on this day."""
    words = change_words(changes)
    return f"{ENOUGH} Today: {words}." if words else ENOUGH


def tomorrow_words(parts: PlanParts) -> str:
    """“Tomorrow: 4 come back · 5 to repair”, of the parts of tomorrow's round; empty if
    it only asks what is new and what was known.
    """
    known = PlanParts(again=parts.again, repair=parts.repair)
    return f"Tomorrow: {parts_words(known)}" if known != PlanParts() else ""


def progress_line(whole: Whole, week: Changes) -> str:
    """Both in one line."""
    return " · ".join(filter(None, (whole_words(whole), week_words(week))))
