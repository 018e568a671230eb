"""Words for what an answer did to its topic."""

from weakspot.engine.session import Move
from weakspot.words.estimates import standing_word, tally_words, until_words
from weakspot.words.results import move_word
from weakspot.words.summaries import why_weak

A_LITTLE_UP = "a little up"
LIKELY_GUESS = "counts little: a likely guess"
"""Said of a right answer that half the blind ones would have been, too."""


def moved_words(move: Move) -> str:
    """The move of a topic by an answer: “up”, “a little down”, “repaired”; the plain
    facts while an estimate would mean nothing.
    """
    if move.different < 2 and not move.is_let_go:
        return tally_words(move.answers, move.misses)
    return move_word(move, is_missed=False)


def standing_words(move: Move, likely_guess: bool) -> str:
    """The topic's state after an answer: what repairs it if it is weak, else its state,
    or why a right answer moved it so little if that was a `likely_guess`; empty where
    `moved_words` say it.
    """
    if move.state == "weak":
        why = why_weak(move)
        return f"weak, {why}" if why else until_words(move.needs)
    moved, word = moved_words(move), standing_word(move.state)
    if likely_guess and (move.different < 2 or moved == A_LITTLE_UP):
        return LIKELY_GUESS
    return "" if word == moved else word


def moved_line(move: Move, likely_guess: bool) -> str:
    """Both in a line where no mark says which topic is weak: “down · weak until right
    on 2 days”.
    """
    standing = standing_words(move, likely_guess)
    if standing.startswith("until"):
        standing = f"weak {standing}"
    return " · ".join(filter(None, (moved_words(move), standing)))
