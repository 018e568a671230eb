"""Make the sample save of the newest format, which every later version must open;
always the same.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from attempts import at_minute, log_answer

from weakspot.store.opening import open_save
from weakspot.store.save import Save


def fill_save(save: Save) -> None:
    """Log six days of answers, an undo, a dispute, a flag, a mute, finished rounds and
    an open one.
    """
    rng = random.Random(1)
    ids: list[str] = []
    for day in range(6):
        round_id = save.writer.new_id(at_minute(1440 * day))
        save.writer.save_round(round_id, "today", at_minute(1440 * day), "{}")
        for turn in range(8):
            number, score = rng.randrange(25), rng.choice((0.0, 0.5, 1.0, 1.0))
            beliefs = ("lora-retrains-base",) if score == 0 else ()
            given = {"type": "picks", "picks": [number % 4]}
            minutes = 1440 * day + turn
            changes = {"round": round_id, "misconceptions": beliefs, "given": given}
            ids.append(log_answer(save, number, score, minutes, **changes))
        if day < 5:
            save.writer.end_round(
                round_id,
                at_minute(1440 * day)[:10],
                at_minute(1440 * day + 9),
                {"right": 5},
            )
    save.writer.save_round(
        round_id, "today", at_minute(1440 * 5), f'{{"last": "{ids[-1]}"}}'
    )
    save.writer.retract(ids[-1], at_minute(8000), None)
    save.writer.append_event(
        "dispute", ids[10], "the key is out of date", at_minute(8001)
    )
    save.writer.append_event(
        "flag", "model-adaptation/rlhf-and-dpo-1", None, at_minute(8002)
    )
    save.writer.append_event(
        "mute", "production-pitfalls/cost-arithmetic", None, at_minute(8003)
    )


def make_sample(path: Path) -> None:
    """Write the sample to `path`, which must not be there yet."""
    bits = random.Random(2)
    save = Save(open_save(path), lambda: bits.getrandbits(74))
    fill_save(save)
    save.close()


if __name__ == "__main__":
    make_sample(Path(sys.argv[1]))
