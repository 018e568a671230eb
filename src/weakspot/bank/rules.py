"""The bounds that `check` measures by, and the rules that a question can waive."""

ITEM_RULES = (
    "source",
    "explain-length",
    "explain-names-option",
    "length-spread",
    "key-length",
    "prompt-word-in-key",
    "alike",
    "counts",
    "pair-words",
    "names-category",
    "step-order",
    "fix-missing",
)
"""Rules on single questions, which a question can waive with a reason."""

SPREAD = 1.5
SHORT = 12
SENTENCES = (2, 4)
WORDS = 90
ALIKE = 90
ALIKE_SIBLINGS = 80

ENOUGH = 40
POINTS = 0.05
LEVELS = {1: 0.2, 2: 0.3, 3: 0.3, 4: 0.2}
LEVEL_POINTS = 0.08
CHOICE_SHARE = 0.4
TRUE_SHARE = (0.4, 0.6)
TOPIC_QUESTIONS = 4
SIBLINGS = 2
