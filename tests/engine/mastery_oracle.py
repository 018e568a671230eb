"""A second implementation of the formulas of mastery, to compare the engine with."""

import math
from dataclasses import dataclass, field
from statistics import NormalDist

LOGIT_07 = math.log(0.7 / 0.3)


def sigma(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@dataclass
class Model:
    """Means and variances of player, section and topic; the topic's lift, evidence and
    last time (days).
    """

    mean: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    variance: list[float] = field(default_factory=lambda: [1.0, 0.3, 1.3])
    lift: float = 0.0
    evidence: float = 0.0
    last: float | None = None

    def aged(self, now: float) -> tuple[float, float]:
        """Return the lift and the topic's variance as of `now`."""
        gap = 0.0 if self.last is None else max(0.0, now - self.last)
        return self.lift * (1 + gap / 7) ** -0.25, min(
            self.variance[2] + 0.01 * gap, 1.3
        )

    def answer(
        self, s: float, g: float, level: int, now: float, explained: bool = True
    ) -> None:
        """Apply one answer of score `s` to a question of guess rate `g`."""
        if g >= 0.95:
            return
        self.lift, self.variance[2] = self.aged(now)
        z, total = sum(self.mean), sum(self.variance)
        k = sigma(z + self.lift - 0.3 * (level - 2.5))
        p = 0.95 * k + g * (1 - k)
        h = (0.95 - g) * k * (1 - k)
        spread = h * h * total + p * (1 - p)
        for index, v in enumerate(self.variance):
            self.mean[index] += v * h * (s - p) / spread
            self.variance[index] = v - (v * h) ** 2 / spread
        self.mean[2] += s * self.lift
        self.lift -= s * self.lift
        if explained:
            self.lift = min(self.lift + 0.7 * (1 - k), 1)
        self.evidence += 1 - g
        self.last = now if self.last is None else max(self.last, now)

    def shown(self, now: float) -> tuple[float, float, float, float, float]:
        """Return mastery, low, high, P(weak) and expected as of `now`."""
        lift, topic = self.aged(now)
        z, total = sum(self.mean), self.variance[0] + self.variance[1] + topic
        flat = math.sqrt(1 + 0.35 * total)
        m = sigma(z / flat)
        low, high = (sigma(z + side * 1.645 * math.sqrt(total)) for side in (-1, 1))
        weak = NormalDist().cdf((LOGIT_07 - z) / math.sqrt(total))
        return m, min(low, m), max(high, m), weak, sigma((z + lift) / flat)
