from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from weakspot.engine.calendar import build_calendar, heat_of
from weakspot.engine.records import Day

TODAY = "2026-11-26"  # a Thursday


def test_the_calendar_ends_today_in_the_last_of_its_weeks() -> None:
    weeks = build_calendar([], TODAY)
    assert len(weeks) == 26
    assert {len(week) for week in weeks[:-1]} == {7}
    assert [cell.day for cell in weeks[-1]] == [
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        TODAY,
    ]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_every_week_begins_on_a_monday_and_no_day_is_left_out(today: date) -> None:
    weeks = build_calendar([], today.isoformat())
    assert all(date.fromisoformat(week[0].day).weekday() == 0 for week in weeks)
    days = [date.fromisoformat(cell.day) for week in weeks for cell in week]
    assert all(
        later - earlier == timedelta(days=1)
        for earlier, later in zip(days, days[1:], strict=False)
    )
    assert days[-1] == today


def test_a_day_is_shown_as_more_from_each_step_on() -> None:
    days = [
        Day(TODAY, attempts=answers) for answers in (0, 1, 4, 5, 11, 12, 23, 24, 900)
    ]
    assert [heat_of(day) for day in days] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
