"""Mastery: an Elo rating with its uncertainty, for the player,
each section and each topic.

A topic's rating is the sum of the three: early answers also tell about topics not yet
tried. Elo in teaching: Pelánek 2016, doi 10.1016/j.compedu.2016.03.017; with
uncertainty: Glickman 1999, doi 10.1111/1467-9876.00159.
"""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Self

import msgspec

from weakspot.engine import constants as c
from weakspot.engine.records import AttemptCore, Change, Node, RecentAnswer
from weakspot.engine.weakness import is_weak, topic_state

PLAYER = "player"
"""The key of the player's own node; a section's key is its name,
a topic's is `section/topic`.
"""

FRESH_PLAYER = Node(variance=c.PLAYER_VARIANCE)
FRESH_SECTION = Node(variance=c.SECTION_VARIANCE)
FRESH_TOPIC = Node(variance=c.TOPIC_VARIANCE)

_BOUND = math.log(c.WEAK_BELOW / (1 - c.WEAK_BELOW))
_ROOT_2 = math.sqrt(2)


class Nodes(msgspec.Struct, frozen=True):
    """The three nodes that an answer changes."""

    player: Node = FRESH_PLAYER
    section: Node = FRESH_SECTION
    topic: Node = FRESH_TOPIC

    @classmethod
    def of_topic(cls, nodes: Mapping[str, Node], section: str, topic: str) -> Self:
        """Pick the three nodes of a topic (`section/topic`) from all nodes by key;
        missing ones are fresh.
        """
        return cls(
            nodes.get(PLAYER, FRESH_PLAYER),
            nodes.get(section, FRESH_SECTION),
            nodes.get(topic, FRESH_TOPIC),
        )

    def by_key(self, section: str, topic: str) -> dict[str, Node]:
        """The nodes by their keys; `topic` is the topic's key, `section/topic`."""
        return {PLAYER: self.player, section: self.section, topic: self.topic}


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """The mastery of a topic or section at one moment; all fields are in 0..1.

    `mastery` is the chance to know an unseen question of middle level, `low`..`high`
    its 90 % range; `p_weak` the chance that it is truly below 0.7; `expected` mastery
    with what explanations taught counted in.
    """

    mastery: float
    low: float
    high: float
    p_weak: float
    expected: float


class TopicView(msgspec.Struct, frozen=True):
    """A topic as a draw sees it now, with its last answers; `different` questions were
    evidence for it.
    """

    estimate: Estimate
    state: str
    different: int
    recent: tuple[RecentAnswer, ...] = ()


def sigmoid(x: float) -> float:
    """1 / (1 + e^-x), without overflow."""
    return 1.0 - 1.0 / (1.0 + math.exp(x)) if x < 0.0 else 1.0 / (1.0 + math.exp(-x))


def decay_topic(topic: Node, now: datetime) -> tuple[float, float]:
    """The topic's lift and variance as of `now`: with time the lift fades and the
    variance grows.
    """
    days = 0.0
    if topic.last is not None:
        elapsed = (now - datetime.fromisoformat(topic.last)).total_seconds() / 86400.0
        days = max(0.0, elapsed)
    lift = topic.lift * (1.0 + days / c.LIFT_DAYS) ** -c.LIFT_DECAY
    variance = topic.variance + c.DRIFT * days
    return lift, min(c.TOPIC_VARIANCE, variance)


def rate_topic(nodes: Nodes, now: datetime) -> tuple[float, float, float]:
    """The mean and variance (logits) of a topic's rating as of `now`, and the lift that
    is left.
    """
    player, section, topic = nodes.player, nodes.section, nodes.topic
    lift, topic_variance = decay_topic(topic, now)
    return (
        player.mean + section.mean + topic.mean,
        player.variance + section.variance + topic_variance,
        lift,
    )


def estimate_topic(nodes: Nodes, now: datetime) -> Estimate:
    """Estimate a topic's mastery as of `now`."""
    return build_estimate(*rate_topic(nodes, now))


def build_estimate(mean: float, variance: float, lift: float = 0.0) -> Estimate:
    """Build the estimate that follows from a rating of this mean
    and variance (logits).
    """
    deviation = math.sqrt(variance)
    mastery = chance_known(mean, variance)
    return Estimate(
        mastery=mastery,
        low=min(mastery, sigmoid(mean - c.RANGE_DEVIATIONS * deviation)),
        high=max(mastery, sigmoid(mean + c.RANGE_DEVIATIONS * deviation)),
        p_weak=chance_weak(mean, variance),
        expected=chance_known(mean + lift, variance),
    )


def chance_known(mean: float, variance: float) -> float:
    """The chance to know a question of middle level at a rating of this mean and
    variance (logits).
    """
    return sigmoid(mean / math.sqrt(1.0 + c.VARIANCE_WEIGHT * variance))


def predict_score(nodes: Nodes, level: int, guess: float, now: datetime) -> float:
    """Predict the score (0..1) of an answer at `level`; `guess` is the score expected
    of a blind answer.
    """
    mean, variance, lift = rate_topic(nodes, now)
    knows = chance_known(
        mean - c.LEVEL_STEP * (level - c.MIDDLE_LEVEL) + lift, variance
    )
    return (1 - c.SLIP) * knows + guess * (1 - knows)


def chance_weak(mean: float, variance: float) -> float:
    """The chance, by the normal distribution, that a rating of this mean and variance
    is truly below 0.7.
    """
    return math.erfc((mean - _BOUND) / math.sqrt(variance) / _ROOT_2) / 2.0


def estimate_section(
    player: Node, section: Node, topics: list[Node], now: datetime
) -> Estimate:
    """Estimate a section's mastery from the mean of its topics' ratings; untried ones
    count as expected.
    """
    count = max(1, len(topics))
    variances = [decay_topic(topic, now)[1] for topic in topics]
    mean = player.mean + section.mean + sum(topic.mean for topic in topics) / count
    variance = player.variance + section.variance + sum(variances) / count**2
    return build_estimate(mean, variance)


def is_evidence(attempt: AttemptCore) -> bool:
    """True if the attempt is evidence: a guess would rarely be right, and its verdict
    was not seen before.
    """
    return attempt.guess < c.UNINFORMATIVE_GUESS and not attempt.seen


def is_likely_guess(guess: float) -> bool:
    """True if blind answers would be right so often that a right one is at most half
    the evidence of one that nobody guesses.
    """
    return guess >= c.HINTED_GUESS


def observe(nodes: Nodes, attempt: AttemptCore, first: bool) -> Nodes:
    """Update the nodes with an answer; they stay the same if it is no evidence.

    `first` says that its question was not evidence for its topic before.
    """
    if not is_evidence(attempt):
        return nodes
    player, section, topic = nodes.player, nodes.section, nodes.topic
    guess, score = attempt.guess, attempt.score
    lift, topic_variance = decay_topic(topic, datetime.fromisoformat(attempt.at))
    mean = player.mean + section.mean + topic.mean
    variance = player.variance + section.variance + topic_variance
    knows = sigmoid(mean + lift - c.LEVEL_STEP * (attempt.level - c.MIDDLE_LEVEL))
    right = (1.0 - c.SLIP) * knows + guess * (1.0 - knows)
    slope = (1.0 - c.SLIP - guess) * knows * (1.0 - knows)
    surprise, spread = score - right, slope**2 * variance + right * (1.0 - right)
    gain, lift = convert_lift(lift, score, knows, attempt.explained)
    entry = RecentAnswer(attempt.question, attempt.day, score == 1.0)
    change = attempt, first, slope, surprise, spread
    player = update_node(player, player.variance, *change)
    section = update_node(section, section.variance, *change)
    recent = topic.recent[1 - c.RECENT_ANSWERS :] + (entry,)
    topic = update_node(topic, topic_variance, *change, gain, lift, recent)
    p_weak = chance_weak(
        player.mean + section.mean + topic.mean,
        player.variance + section.variance + topic.variance,
    )
    weak = is_weak(topic, p_weak)
    if weak != topic.weak:
        topic = msgspec.structs.replace(topic, weak=weak)
    return Nodes(player, section, topic)


def find_change(before: Nodes, after: Nodes, attempt: AttemptCore) -> Change | None:
    """The change of state, if there is one, that the attempt made to its topic."""
    if after is before:
        return None
    _, variance = decay_topic(before.topic, datetime.fromisoformat(attempt.at))
    was = topic_state(before.topic, chance_weak_topic(before, variance))
    now = topic_state(after.topic, chance_weak_topic(after, after.topic.variance))
    return None if was == now else Change(attempt.day, attempt.topic, was, now)


def chance_weak_topic(nodes: Nodes, topic_variance: float) -> float:
    """The chance that the topic is truly below 0.7 where its own variance is this."""
    player, section = nodes.player, nodes.section
    return chance_weak(
        player.mean + section.mean + nodes.topic.mean,
        player.variance + section.variance + topic_variance,
    )


def update_node(
    node: Node,
    variance: float,
    attempt: AttemptCore,
    first: bool,
    slope: float,
    surprise: float,
    spread: float,
    gain: float = 0.0,
    lift: float = 0.0,
    recent: tuple[RecentAnswer, ...] = (),
) -> Node:
    """Update a node, whose variance is now `variance`, by its share of the surprise and
    one more answer.
    """
    at, last, share = attempt.at, node.last, variance * slope
    # built whole: on a replay of the log, structs.replace takes half as long again
    return Node(
        mean=node.mean + share * surprise / spread + gain,
        variance=variance - share**2 / spread,
        lift=lift,
        evidence=node.evidence + 1.0 - attempt.guess,
        answers=node.answers + 1,
        misses=node.misses + (attempt.score < 1.0),
        different=node.different + first,
        last=at if last is None or at > last else last,
        recent=recent,
        weak=node.weak,
    )


def apply_explanation(nodes: Nodes, level: int, at: str) -> Node:
    """Update the topic's node: the explanation of a question at `level`, answered
    before, was shown `at`.
    """
    lift, variance = decay_topic(nodes.topic, datetime.fromisoformat(at))
    mean = nodes.player.mean + nodes.section.mean + nodes.topic.mean
    knows = sigmoid(mean + lift - c.LEVEL_STEP * (level - c.MIDDLE_LEVEL))
    _, lift = convert_lift(lift, 0.0, knows, True)
    last = max(nodes.topic.last or at, at)
    return msgspec.structs.replace(nodes.topic, lift=lift, variance=variance, last=last)


def convert_lift(
    lift: float, score: float, knows: float, explained: bool
) -> tuple[float, float]:
    """The lift that a right answer turns into mastery, and the lift left, with what an
    explanation adds.
    """
    gain = score * lift
    rest = lift - gain
    if explained:
        rest += c.LIFT * (1.0 - knows)
        rest = min(c.MAX_LIFT, rest)
    return gain, rest
