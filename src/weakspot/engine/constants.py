"""The numbers that the rules use, in one place."""

# Mastery: an Elo rating with its uncertainty, on the logit scale; times in days.
PLAYER_VARIANCE = 1.0
SECTION_VARIANCE = 0.3
TOPIC_VARIANCE = 1.3
DRIFT = 0.01
"""The daily growth of a topic's variance, up to TOPIC_VARIANCE."""
SLIP = 0.05
LEVEL_STEP = 0.3
MIDDLE_LEVEL = 2.5
LIFT = 0.7
MAX_LIFT = 1.0
LIFT_DAYS = 7
LIFT_DECAY = 0.25
HINTED_GUESS = 0.5
UNINFORMATIVE_GUESS = 0.95
"""The guess rate from which an answer is no evidence."""
VARIANCE_WEIGHT = 0.35
"""The weight of the variance when a logit is turned into a chance."""
RANGE_DEVIATIONS = 1.645
"""Standard deviations on either side of a 90 % range."""

# Weak spots.
WEAK_BELOW = 0.7
P_WEAK_PERHAPS = 0.6
P_WEAK_SURE = 0.9
P_WEAK_KNOWN = 0.3
"""The P(weak) up to which a topic tried on two different questions counts as known."""
P_WEAK_REPAIR = 0.5
"""The P(weak) from which a topic with a miss of late is asked to repair it."""
RECENT_ANSWERS = 8
RECENT_MISSES = 3

# Memory.
RETENTION = 0.9

# Drawing.
DRAW_NOISE = 0.05
ANSWERED_TODAY_FACTOR = 0.001
DOUBTFUL_FACTOR = 2
PROMISED_SHARE, REPAIR_SHARE = 0.2, 0.3
"""The most of a round of the day that comes back after a miss, and that repairs."""
PROMISED_DAYS = 3
"""The days after a miss from which its concept comes back."""
PROMISED_ROUNDS = 7
"""The rounds, one a day, within which a concept comes back that a verdict promises this
week.
"""
PROMISED_MARGIN = 2
"""The questions that the rounds of that week may lack: what fits the minutes varies
with the kinds that are drawn.
"""
MISS_SECONDS = 14
"""The time for reading up on a miss, besides that of the answer."""

# Rounds.
TODAY_MINUTES = 10.0
FIRST_ROUNDS = 3
FIRST_QUESTIONS = 20
ROUND_QUESTIONS = 12
MAX_WEAK_PER_TOPIC = 4
"""The most questions of one topic in a round of weak spots."""
TOPIC_QUESTIONS = 8
MISSED_DAYS = 7
SURVIVAL_MISSES = 3
SPRINT_SECONDS = 180.0
BRISK_KINDS = ("choice", "truefalse")
"""The kinds that a sprint asks."""
BRISK_WORDS = 35
"""The most words of a prompt in a sprint."""
INTERVIEW_QUESTIONS = 5
EXAM_QUESTIONS = 40
EXAM_SECONDS = 60.0
"""The time of an exam for each question."""
EXAM_HURRY_SECONDS = 300
PASS_MARK = 0.7
ROUNDING_SLACK = 1e-9
"""The most that a sum of thirds may fall short of its exact value."""
MIXUP_ANSWERS = 8
"""The number of a question's last answers that are searched for mix-ups and for
what repairs them.
"""
MIXUPS_SHOWN = 8
"""The most mix-ups to repair that the results list, the last met first."""
PLACEMENT_MAX = 24
PLACEMENT_MIN = 12
PLACEMENT_RANGE_WIDTH = 0.56
"""A placement may stop once the 90 % range of every section is narrower than this."""
PLACEMENT_TOPICS_SHOWN = 5
"""The number of topics named as those to look at first."""
HURRY_SECONDS = 30
"""The seconds left from which the clock is shown as urgent."""
CLOCK_SAVE_SECONDS = 5.0
"""The seconds after which a running clock is saved;
a longer gap between two ticks does not count as play.
"""
PACE_MIN_ANSWERS = 10
"""The answers of a kind after which the player's own time for it counts instead of the
typical one.
"""
PACE_WINDOW = 50
"""The number of last answers of a kind whose mean is the player's time for it."""
MAX_ANSWER_SECONDS = 600.0
"""The most seconds counted for one answer: beyond them the player was away."""

# Typed answers.
MAX_TEXT_LENGTH = 500
"""The most characters of a line or a gap."""
MAX_ESSAY_LENGTH = 10_000

# The mini-lab.
LAB_CONCEPT = "own-project"
"""What the concepts of questions about a player's own project begin with."""
QUOTE_LENGTH = 200
"""The most characters that such a question quotes of what was said."""
OWN_QUESTIONS = 3
"""The questions of an interview that are about a project of the player's own."""

# Looking back.
WEEKS_BACK = 26
CALENDAR_STEPS = (1, 5, 12, 24)
"""The answers from which a day is shown as hotter: one, what a streak needs, a round,
two rounds.
"""
OVERCONFIDENCE = 0.15
"""The most that the share right may lie below that of the player's
word, in CONFIDENCE_SHARES.
"""
CONFIDENCE_SHARES = {"guess": 0.3, "think": 0.6, "sure": 0.9}
"""The share right that each word of confidence stands for."""

# Sections.
MANY_SECTIONS = 4
"""The sections from which a new player is asked which of them matter."""

# Forecasts.
FORECAST_DAYS = 14
FORECAST_MIN_ANSWERS = 12
"""The answers needed before an exam is forecast."""

# Points and streaks.
MAX_POINTS = 10
MAX_KEEP_POINTS = 2
STREAK_ATTEMPTS = 5
STREAK_FORGIVENESS_DAYS = 7
"""One missed day in this many is forgiven."""
