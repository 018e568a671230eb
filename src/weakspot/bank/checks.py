"""The rules for every bank, and `check_banks`: all faults of some banks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from weakspot.bank import course
from weakspot.bank.collector import pause_collector
from weakspot.bank.duplicates import find_duplicates
from weakspot.bank.faults import (
    MAX_FAULTS,
    duplicate_section_fault,
    locate_faults,
    shorten,
)
from weakspot.bank.model import Bank
from weakspot.bank.reader import read_parsed
from weakspot.bank.slugs import is_slug
from weakspot.bank.syntax import cut_text_faults
from weakspot.engine.kinds.base import Question
from weakspot.engine.values import Fault, LocatedFault, Trail
from weakspot.engine.vocabulary import STEM_LENGTH, stems_of, words_of
from weakspot.text import format_count

MAX_SPREAD, MAX_KEY_RATIO, MIN_LENGTH = 2.5, 1.6, 12
EXPLAIN_SENTENCES, MAX_WORDS = (2, 4), 90
COURSE_RULES = frozenset({"why-missing", "explain-length", "counts", "fix-missing"})
"""The rules for single questions that only a course has to keep."""

_SENTENCE_END = re.compile(
    r"""[.!?…](?<!e\.g\.)(?<!i\.e\.)(?<!\bvs\.)["'”’)\]`*]*(?!\S)|[。！？]"""
)
_NAMED_OPTION = (
    re.compile(  # an a is only a letter where it is large: models “answer a question”
        r"\b(?i:options?|answers?|choices?) (?:[A-Fb-f]|[1-9])\b(?! ?%)(?!['’])"
        r"|\b(?i:first|second|third|fourth|fifth|last) (?i:option|answer|choice)\b"
        r"|(?<!\w)\([A-Fa-f]\)"
    )
)
_FILE = re.compile(r"[0-9]{2,}-(?P<section>.+)\.ya?ml")
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")


def check_banks(
    paths: Sequence[Path], strict: bool, since: date | None = None
) -> list[LocatedFault]:
    """Find all faults of the banks, in order of files, then lines;
    at most 200 per file.

    `strict` adds the course rules: faults of one question, topic or concept are listed
    with its bank, those of all banks last, with the folder as the file. `since` adds
    the questions whose `as_of` is before that day.
    """
    located: list[LocatedFault] = []
    samples: course.Samples = defaultdict(list)
    firsts: dict[tuple[Path, str], Path] = {}
    with pause_collector():
        for path in paths:
            result, parsed = read_parsed(path)
            found, bank = list(result.faults), result.bank
            if bank is not None and parsed is not None:
                tree = parsed.tree
                first = firsts.setdefault((path.parent, bank.section), path)
                if first != path:
                    duplicate = tree.locate(
                        [duplicate_section_fault(bank.section, first)]
                    )
                    found += locate_faults(path, tree.text, duplicate, "error")
                faults = list(item_faults(bank, strict))
                if strict:
                    course.collect_samples(bank, samples)
                    faults += _name_faults(path.name, bank.section)
                    faults += [*_lesson_faults(bank), *course.bank_faults(bank)]
                if since is not None:
                    faults += _stale_faults(bank, since)
                placed = tree.locate(faults) + cut_text_faults(tree.text)
                if strict:
                    placed += parsed.full.omissions
                found += locate_faults(path, tree.text, placed, "warning")
            if parsed is not None:
                text, drafts = parsed.tree.text, parsed.full.drafts
                found += locate_faults(path, text, drafts, "warning")
            found.sort(key=lambda fault: (fault.line, fault.column))
            located += found[:MAX_FAULTS]
    if strict and paths:
        unplaced = [
            (0, fault)
            for fault in (*course.key_faults(samples), *course.mix_faults(samples))
        ]
        located += locate_faults(paths[0].parent, "", unplaced, "warning")
    return located


def item_faults(bank: Bank, strict: bool = True) -> Iterator[Fault]:
    """Yield where the questions of a bank break the item rules, except for what they
    waive; without `strict` only those that are not for a course alone.
    """
    words = list(map(compared_words, bank.questions))
    stems = [frozenset([word[:STEM_LENGTH] for word in each]) for each in words]
    for index, question in enumerate(bank.questions):
        for fault in _question_faults(
            question, words[index], stems[index], ("questions", index)
        ):
            if fault.rule in COURSE_RULES and not strict:
                continue
            if fault.rule not in question.waive:
                yield fault
    for index, first, ratio in find_duplicates(bank.questions, words, stems):
        later, earlier = bank.questions[index], bank.questions[first]
        if "alike" not in later.waive and "alike" not in earlier.waive:
            message = f"asks nearly the same as {earlier.id} (alike {ratio:.0f} of 100)"
            hint = "ask for the same reasoning on another surface"
            yield Fault("alike", message, ("questions", index, "prompt"), hint)


def compared_words(question: Question) -> list[str]:
    """List the words by which questions are compared: those of the prompt, then of the
    kind's own lists.
    """
    return words_of(" ".join((question.prompt, *question.listed_texts)))


def _name_faults(file: str, section: str) -> Iterator[Fault]:
    found = _FILE.fullmatch(file)
    if found is None or not is_slug(found["section"]):
        hint = "two digits, the section's slug: 05-model-adaptation.yaml"
        message = f"the file name {shorten(file)} is not NN-section.yaml"
        yield Fault("file-name", message, ("section",), hint)
    elif found["section"] != section:
        message = f"the section is {section}, the file name says {found['section']}"
        yield Fault("section-name", message, ("section",), "make them equal")


def _lesson_faults(bank: Bank) -> Iterator[Fault]:
    if not bank.notes:
        return  # reported as a field that is missing
    headings = {
        line[3:].strip() for line in bank.notes.split("\n") if line.startswith("## ")
    }
    for slug, topic in bank.topics.items():
        if topic.title not in headings:
            message = f"no heading of the notes is “{shorten(topic.title)}”"
            hint = (
                "head what the notes teach of the topic with ## and exactly its title"
            )
            yield Fault("lesson-heading", message, ("topics", slug, "title"), hint)


def _stale_faults(bank: Bank, since: date) -> Iterator[Fault]:
    for index, question in enumerate(bank.questions):
        as_of = question.as_of
        # a month lasts to its end
        if as_of is not None and as_of < str(since)[: len(as_of)]:
            message = f"as of {as_of}, which is before {since}"
            hint = (
                "look it up in its source, mend what changed, and set `as_of` to "
                "this month"
            )
            yield Fault("stale", message, ("questions", index, "as_of"), hint)


def _question_faults(
    question: Question, words: list[str], stems: Set[str], path: Trail
) -> Iterator[Fault]:
    source = question.source
    if source is not None and not source.title.strip():
        yield Fault("source", "a source without a title", (*path, "source", "title"))
    if source is not None and source.url is not None and not _URL.fullmatch(source.url):
        hint = "begin it with https://, or leave it out"
        yield Fault(
            "source",
            "a source whose url is no web address",
            (*path, "source", "url"),
            hint,
        )
    yield from _explain_faults(question, (*path, "explain"))
    for fault in question.course_faults():
        yield replace(fault, path=(*path, *fault.path))
    for field, options in question.option_lists:
        place = (*path, field)
        key = next(index for index, option in enumerate(options) if option.right)
        right = [option.text for option in options if option.right]
        wrong = [option.text for option in options if not option.right]
        yield from _length_faults(right, wrong, place, (*place, key, "text"))
        shared = stems & stems_of(" ".join(right))
        if shared and (shared := shared - stems_of(" ".join(wrong))):
            word = next(word for word in words if word[:STEM_LENGTH] in shared)
            message = f"of all options only the key has the prompt's word “{word}”"
            hint = "put it into a wrong one, or into none"
            yield Fault("prompt-word-in-key", message, (*place, key, "text"), hint)


def _length_faults(
    right: list[str], wrong: list[str], place: Trail, key: Trail
) -> Iterator[Fault]:
    """Yield faults of lengths that give the key away. Texts under 12 characters are too
    short to compare.
    """
    lengths = [len(text) for text in right + wrong if len(text) >= MIN_LENGTH]
    low, high = min(lengths, default=MIN_LENGTH), max(lengths, default=MIN_LENGTH)
    if high > MAX_SPREAD * low:
        message = (
            f"options of {low} to {high} characters, more than {MAX_SPREAD:g} "
            "times as long"
        )
        yield Fault("length-spread", message, place, "same length and detail for all")
    mean = sum(map(len, right)) / len(right)
    others = sum(max(MIN_LENGTH, len(text)) for text in wrong) / len(wrong)
    if mean > MAX_KEY_RATIO * others:
        message = f"the key is {mean / others:.1f} times as long as the wrong options"
        yield Fault(
            "key-length", message, key, "trim the key; its reasons go into explain"
        )


def _explain_faults(question: Question, path: Trail) -> Iterator[Fault]:
    text = question.explain
    sentences = len(_SENTENCE_END.findall(text))
    words = len(text.split())
    low, high = EXPLAIN_SENTENCES
    if text and (not low <= sentences <= high or words > MAX_WORDS):
        message = (
            f"an explanation of {format_count(sentences, 'sentence')} and "
            f"{format_count(words, 'word')}"
        )
        yield Fault(
            "explain-length",
            message,
            path,
            f"{low} to {high} sentences, at most {MAX_WORDS} words",
        )
    lower = text.lower()
    # skips a slow search
    if not any(hint in lower for hint in ("option", "answer", "choice", "(")):
        return
    # the question may use the same words
    shown = "\n".join(question.shown_texts).lower()
    found = (match[0] for match in _NAMED_OPTION.finditer(text))
    named = next((each for each in found if each.lower() not in shown), None)
    if named is not None:
        message = f"the explanation names an option: “{named}”"
        yield Fault(
            "explain-names-option",
            message,
            path,
            "options are shuffled: say what it says",
        )
