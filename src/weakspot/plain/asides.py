"""Commands in lines of text that move no round on: what to do with the last answer,
points, what is muted.
"""

from weakspot.editor import open_editor
from weakspot.engine.session import Session, Slot, find_last_answered
from weakspot.errors import WeakspotError
from weakspot.game import Game
from weakspot.plain.console import Console
from weakspot.plain.display import Display
from weakspot.text import sentence, truncate
from weakspot.words.stock import NO_LESSON, SECTION_OFF, SECTION_ON, UNMUTED

FLAGGED = {
    True: "Flagged: “{asked}”. :f again: no longer.",
    False: "No longer flagged: “{asked}”.",
}
MUTED = {
    "question": (
        "Muted: “{asked}” is not asked again. :m again: nor its topic, {topic}."
    ),
    "topic": (
        "Muted: the topic {topic} is not asked again either. :m again: both are back."
    ),
    None: "No longer muted: “{asked}” and its topic, {topic}.",
    "section": "Its section is off. :S switches it on.",
}
MAX_PROMPT_WIDTH = 60


class Asides:
    """Does what `is_aside` commands say."""

    def __init__(self, game: Game, console: Console, display: Display) -> None:
        self.game = game
        self.console = console
        self.display = display

    def obey(self, command: str, session: Session) -> Session:
        """Do what a command says that moves no round on.
        Returns the session as it is then.
        """
        index = find_last_answered(session)
        word, _, rest = command.partition(" ")
        if word == "*":
            self.display.show_points()
        elif word == "M":
            self.unmute(rest.strip())
        elif word == "S":
            self.switch_section(rest.strip())
        elif word == "d":
            return self.dispute(session, rest)
        elif index is None:
            self.console.say("Nothing was answered yet.")
        elif word == "E":
            return self.edit_question(session, session.slots[index].question)
        else:
            self.mark_or_explain(word, session.slots[index])
        return session

    def mark_or_explain(self, command: str, slot: Slot) -> None:
        """Flag or mute an answered question,
        or show its details or the lesson of its topic.
        """
        key, library = slot.question, self.game.library
        topic = library.topic_key(key)
        title = library.topic_title(topic)
        asked = self.shorten(library.prompt(key, slot.numbers))
        if command == "e":
            self.display.show_details(slot)
        elif command == "f":
            words = FLAGGED[library.toggle_flag(key)]
            self.console.say(words.format(asked=asked))
        elif command == "m":
            words = MUTED[library.cycle_mute(key)]
            self.console.say(words.format(asked=asked, topic=title))
        else:
            lesson = library.lesson(topic)
            self.console.say(*(("", title, "", lesson, "") if lesson else (NO_LESSON,)))

    def shorten(self, prompt: str) -> str:
        """The beginning of what was asked:
        after a verdict, the next question stands below it.
        """
        return truncate(" ".join(prompt.split()), MAX_PROMPT_WIDTH, self.console.marks)

    def unmute(self, number: str) -> None:
        """Unmute what has this number among all that is muted;
        list that if nothing has it.
        """
        library = self.game.library
        titles = library.muted_titles()
        numbered = {str(at): key for at, key in enumerate(titles, 1)}
        if key := numbered.get(number):
            self.console.say(UNMUTED[library.unmute(key)])
        elif not titles:
            self.console.say("Nothing is muted.")
        else:
            for at, key in numbered.items():
                is_topic = library.topic_title(key) == titles[key]
                what = "topic: " if is_topic else "" if "/" in key else "section: "
                self.console.say(what + self.shorten(titles[key]), lead=f"  {at}  ")
            self.console.say(":M and a number: that is asked again.")

    def switch_section(self, number: str) -> None:
        """Switch the section of this number off, or on again; list the sections if none
        has it.
        """
        library = self.game.library
        off = library.off_sections()
        numbered = {str(at): one for at, one in enumerate(library.sections(), 1)}
        section = numbered.get(number)
        if section is None:
            for at, one in numbered.items():
                state = ": off" if one.slug in off else ""
                self.console.say(f"{one.title}{state}", lead=f"  {at}  ")
            self.console.say(":S and a number: that is switched off, or on again.")
            return
        try:
            library.switch_sections(off ^ {section.slug})
        except WeakspotError as refusal:
            self.console.say(sentence(str(refusal)))
        else:
            words = SECTION_ON if section.slug in off else SECTION_OFF
            self.console.say(f"{section.title}. {words}")

    def dispute(self, session: Session, note: str) -> Session:
        """Dispute the last answer, or take that back.
        Returns the session as it is then.
        """
        try:
            changed = self.game.rounds.dispute(session, note)
            if changed is not session:
                self.console.say(
                    "Disputed: the last answer does not count. :d again: it counts."
                )
                return changed
            changed = self.game.rounds.restore(session)
            self.console.say("The last answer is no longer disputed.")
            return changed
        except WeakspotError as refusal:
            self.console.say(sentence(str(refusal)))
            return session

    def edit_question(self, session: Session, key: str) -> Session:
        """Open a question in the player's editor; the session then goes on with its
        bank as it is.

        The answers of an exam can only be looked through
        with the questions as they were asked.
        """
        if session.sheets:
            self.console.say("A question is edited from a round, not from an exam.")
            return session
        if not self.console.is_terminal:
            self.console.say("An editor needs a terminal, and there is none here.")
            return session
        try:
            open_editor(*self.game.library.locate_question(key))
            session = self.game.rounds.reload_in_round(session)
            self.console.say("The bank was read again.")
        except WeakspotError as refusal:
            self.console.say(sentence(str(refusal)))
        return session
