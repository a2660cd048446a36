"""What a phone says in words: whose it is, who did what in a chat, what somebody answered."""

from typing import Any

from kaizala_nb.course.former_name import FormerName
from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.display import faces

YOU = "You (notebook)"
"""What the person at the notebook is called, on every phone."""

_MOST_NAMES = 3  # of people who were added together


class Words(Suggesting):
    """The words of the phone of ``number``, whose owner is called ``name``. ``you`` is the number of the person at the notebook."""

    number: str
    name: str
    you: str
    said = FormerName("in_words")

    def __init__(self, number: str, name: str, you: str) -> None:
        self.number = number
        self.name = name
        self.you = you

    @property
    def title(self) -> str:
        """The title above the phone: "Asha's phone …0002"."""
        title = f"{faces.isolated(self.name)}'s phone" if self.name else self.owner
        return f"{title} {self.ending}"

    @property
    def owner(self) -> str:
        """Whose phone it is: "Asha"; "Your phone" or "Phone" where there is no name."""
        return self.name or ("Your phone" if self.number == self.you else "Phone")

    @property
    def ending(self) -> str:
        """The end of its number: "…0002"."""
        return f"…{self.number[-4:]}"

    @property
    def initials(self) -> str:
        """The first letters of its owner's first and last name: "A", "BK"."""
        names = self.name.split()[:1] + self.name.split()[1:][-1:]
        return "".join(name[0] for name in names).upper() or self.owner[0]

    def who(self, number: str | None, name: str | None) -> str:
        """What a person is called on this phone: "You (notebook)", a name, or the masked number where no name is known."""
        if number and number == self.you:
            return YOU
        known = (self.name if number == self.number else "") or name
        return faces.isolated(known) if known else mask_mobile_number(number or "")

    def in_words(self, chat: dict[str, Any]) -> str:
        """An entry of a chat in words: "You (notebook): Hello", "Asha was added"."""
        sender = self.who(chat["from"], chat.get("fromName"))
        text = faces.isolated(chat.get("text") or "")
        if chat["kind"] == "message":
            return f"{sender}: {text}" + _reactions(chat)
        if chat["kind"] == "card":
            answers = ""
            if chat["answers"]:
                words = _answers_in_words(chat["answers"], chat["questions"])
                answers = f" Answered: {faces.isolated(words)}."
            return f"{sender} sent {card_name(chat['actionType'])}: {text}{answers}" + _reactions(chat)
        if chat["kind"] == "reminder":
            return f"reminder by {sender}: {text}"
        if chat["kind"] == "welcome":
            return f"welcome message: {text}"
        if chat["event"] == "created":
            return f"the group was created by {sender}"
        if chat["event"] in ("subscribed", "unsubscribed"):
            return chat["text"]
        if chat["event"] == "added":
            return self._added(chat)
        member = self.who(chat.get("member"), chat.get("memberName"))
        are, were = ("are", "were") if member == YOU else ("is", "was")
        if chat["event"] == "role":
            return f"{member} {are} now {'an admin' if chat['role'] == 'Admin' else 'a member'}"
        return f"{member} {were} {chat['event']}"

    def _added(self, chat: dict[str, Any]) -> str:
        """Who was added. An arrival has all ``members`` who were added together, and the ``welcome`` message of the group."""
        members = chat.get("members") or [(chat.get("member"), chat.get("memberName"))]
        names = [self.who(number, name) for number, name in members[:_MOST_NAMES]]
        if len(members) > len(names):
            names.append(faces.count(len(members) - len(names), "other"))
        *first, last = names
        who = f"{', '.join(first)} and {last}" if first else last
        welcome = f". Welcome message: {faces.isolated(chat['welcome'])}" if chat.get("welcome") else ""
        return f"{who} {'was' if not first and last != YOU else 'were'} added{welcome}"


def _reactions(chat: dict[str, Any]) -> str:
    """Likes and comments, in words."""
    likes = f" ({faces.count(chat['likes'], 'like')})" if chat["likes"] else ""
    return likes + "".join(f" · comment: {faces.isolated(comment['text'])}" for comment in chat["comments"])


def card_name(action_type: str) -> str:
    """The type of a card in words: "a poll", "an image", "a custom card"."""
    if "." in action_type or "-" in action_type:
        return "a custom card"
    words = {"LetsMeet": "a meeting", "ShareLocation": "a place", "PhotoWithLocation": "a picture with its place"}
    name = action_type.lower()
    return words.get(action_type, f"{'an' if name[0] in 'aeiou' else 'a'} {name}")


def _answers_in_words(answers: list[Any], questions: list[dict[str, Any]]) -> str:
    """The answers to the questions of a card, in words. There may be more answers than questions that the card knows."""
    words = []
    for index, answer in enumerate(answers):
        type = questions[index]["type"] if index < len(questions) else ""
        words.append(answer_in_words(answer, type))
    return "; ".join(words)


def answer_in_words(answer: Any, type: str) -> str:
    """One answer: options with commas, a whole number without ".0", a time by the calendar, a place or a file by its name."""
    if answer is None:
        return "–"
    if isinstance(answer, list):
        return ", ".join(answer_in_words(part, type) for part in answer)
    if isinstance(answer, dict):
        return str(answer.get("n") or answer.get("mediaFileName") or f"{answer.get('lt')}, {answer.get('lg')}")
    if isinstance(answer, float) and answer.is_integer():
        answer = int(answer)
    return faces.moment(answer) if type == "DateTime" and isinstance(answer, int) else str(answer)
