"""The numbers that the rules rest on, in one place."""

# Mastery: an Elo rating with its uncertainty, on the logit scale; times in days.
PLAYER_VARIANCE = 1.0
SECTION_VARIANCE = 0.3
TOPIC_VARIANCE = 1.3
DRIFT = 0.01
"""How much a topic's variance grows a day, up to TOPIC_VARIANCE."""
SLIP = 0.05
LEVEL_STEP = 0.3
MIDDLE_LEVEL = 2.5
LIFT = 0.7
LIFT_MOST = 1.0
LIFT_DAYS = 7
LIFT_DECAY = 0.25
HINTED_GUESS = 0.5
NO_EVIDENCE = 0.95
"""A guess rate from here on tells nothing."""
SPREAD = 0.35
"""Weight of the variance when a logit becomes a chance."""
RANGE = 1.645
"""Standard deviations on either side of a 90 % range."""

# Weak spots.
WEAK_BELOW = 0.7
PERHAPS = 0.6
SURE = 0.9
KNOWN = 0.3
"""P(weak) up to which a topic tried on two different questions counts as known."""
RECENT = 8
RECENT_MISSES = 3

# Memory.
RETENTION = 0.9

# Drawing.
NOISE = 0.05
ANSWERED_TODAY = 0.001
DOUBTFUL = 2
MISS_SECONDS = 14
"""What reading up on a miss takes, besides the answer."""

# Rounds.
TODAY_MINUTES = 10.0
FIRST_ROUNDS = 3
FIRST_QUESTIONS = 20
ROUND_QUESTIONS = 12
WEAK_OF_A_TOPIC = 4
"""Questions of one topic that a round of weak spots has at most."""
TOPIC_QUESTIONS = 8
MISSED_DAYS = 7
SURVIVAL_MISSES = 3
SPRINT_SECONDS = 180.0
INTERVIEW_QUESTIONS = 5
EXAM_QUESTIONS = 40
EXAM_SECONDS = 60.0
"""The time of an exam for each of its questions."""
EXAM_HURRY_SECONDS = 300
PASS_MARK = 0.7
ROUNDING = 1e-9
"""What sums of thirds may lack."""
MIXUP_ANSWERS = 8
"""How many of a question's last answers are looked through for mix-ups and what repairs them."""
MIXUPS_SHOWN = 5
"""Results list as many mix-ups to repair, and all that the round itself met."""
PLACEMENT_MOST = 24
PLACEMENT_LEAST = 12
PLACEMENT_WIDTH = 0.56
"""A placement may stop once the 90 % range of every section is narrower."""
PLACEMENT_LOWEST = 5
"""The topics named as those to look at first."""
HURRY_SECONDS = 30
"""From here on the clock is shown as urgent."""
CLOCK_STEP = 5.0
"""Seconds on a clock after which it is kept anew; a longer gap between two ticks was no play."""
PACE_ANSWERS = 10
"""Answers of a kind after which the player's own time for it counts, not the typical one."""
PACE_LAST = 50
"""The last answers of a kind that its time is the mean of."""
SLOWEST_SECONDS = 600.0
"""The most that one answer counts for: beyond it the player was away."""

# Looking back.
WEEKS_BACK = 26
CALENDAR_STEPS = (1, 5, 12, 24)
"""Answers on one day from which it is shown as more: one, what a streak asks for, a round, two rounds."""
TOO_SURE = 0.15
"""How far the share right may lie below what the player's word means."""
WORDS_MEAN = {"guess": 0.3, "think": 0.6, "sure": 0.9}
"""The share right that each word of confidence means."""

# Forecasts.
FORECAST_DAYS = 14
FORECAST_LEAST = 12
"""Answers before an exam is forecast."""

# Points and streaks.
POINTS = 10
POINTS_TO_KEEP = 2
STREAK_ATTEMPTS = 5
STREAK_FORGIVES = 7
"""One missed day in so many is forgiven."""
