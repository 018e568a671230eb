"""Strategies for steps of play on a save, and doing them."""

from typing import Any

from attempts import at_minute, log_answer
from hypothesis import strategies as st

from weakspot.store.save import Save

QUESTION = st.integers(0, 7)
RECORD = st.tuples(
    st.just("record"),
    QUESTION,
    st.sampled_from([0.0, 1 / 3, 0.5, 1.0]),
    st.integers(-3000, 6000),
    st.fixed_dictionaries(
        {},
        optional={
            "concept": st.sampled_from([None, "idea-0", "moved"]),
            "topic": st.sampled_from(
                ["model-adaptation/rlhf-and-dpo", "model-adaptation/other"]
            ),
            "seen": st.booleans(),
            "explained": st.booleans(),
            "guess": st.sampled_from([0.0, 0.3, 0.95]),
            "confidence": st.sampled_from(["guess", "sure"]),
            "seconds": st.floats(0, 600),
        },
    ),
)
WHICH = st.integers(0, 30)
STEP = st.one_of(
    RECORD,
    RECORD,
    st.tuples(
        st.sampled_from(
            [
                "undo",
                "undo last",
                "dispute",
                "restore",
                "explain",
                "end",
                "reopen",
                "flag",
                "lab",
            ]
        ),
        WHICH,
    ),
)
LOG = st.lists(
    st.one_of(
        RECORD,
        RECORD,
        st.tuples(st.sampled_from(["undo", "dispute", "restore"]), WHICH),
    ),
    max_size=12,
)


def take_step(save: Save, step: tuple[Any, ...], ids: list[str]) -> None:
    """Do one step; `ids` are the attempts so far, to which a new one is added."""
    what, which, *rest = step
    round_id = f"round-{which % 2}"
    if what == "record":
        score, minutes, changes = rest
        ids.append(log_answer(save, which, score, minutes, round=round_id, **changes))
    elif what == "end":
        save.writer.end_round(round_id, at_minute(which * 600)[:10], at_minute(which))
    elif what == "flag":
        save.writer.append_event("flag", "q", None, at_minute())
    elif what == "lab":
        note = f'{{"step": "project", "text": "{which}"}}'
        save.writer.append_event("lab", f"project-{which % 2}", note, at_minute(which))
    elif ids and what == "reopen":
        save.writer.reopen_round(round_id, "today", at_minute(which), "{}", ids[-1])
    elif ids and what == "explain":
        save.writer.mark_explained(ids[which % len(ids)], at=at_minute(which))
    elif ids and what.startswith("undo"):
        save.writer.retract(
            ids[-1] if what == "undo last" else ids[which % len(ids)],
            at_minute(which),
            None,
        )
    elif ids:
        save.writer.append_event(
            what, ids[-1 - which % min(2, len(ids))], None, at_minute(which)
        )
