"""What ages: facts that were true on a day, and may not be any more."""

from collections.abc import Iterator
from datetime import date

from weakspot.bank.defect import Fault
from weakspot.bank.model import Bank


def day_of(as_of: str) -> date | None:
    """The day that `YYYY-MM-DD` names, the first one of `YYYY-MM`; None if there is no such day."""
    try:
        return date.fromisoformat(as_of if len(as_of) > len("YYYY-MM") else f"{as_of}-01")
    except ValueError:
        return None


def stale_faults(bank: Bank, since: date) -> Iterator[Fault]:
    """The questions whose `as_of` is before `since`."""
    for index, question in enumerate(bank.questions):
        day = None if question.as_of is None else day_of(question.as_of)
        if day is not None and day < since:
            message = f"as of {question.as_of}, which is before {since}"
            hint = "look it up in its source, mend what changed, and set `as_of` to this month"
            yield Fault("stale", message, ("questions", index, "as_of"), hint)
