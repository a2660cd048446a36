"""The box of a question: its choices, and what is said of the one that was chosen. The page is told nothing before."""

from pathlib import Path
from typing import Any

from kaizala_nb.course.lessons.questions.question import Question
from kaizala_nb.toolkit.client.errors import not_sent
from kaizala_nb.toolkit.client.suggesting import Suggesting
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.page_widget import PageWidget

_RIGHT, _WRONG = "Right.", "Not this one."
_LETTERS = "abcd"


class QuestionBox(Suggesting, PageWidget):
    """See the module.

    Its content has the ``sentence``, the ``choices`` (each a ``text``, and ``said``: "" until it was chosen), and
    ``verdict``, what is said of the newest choice.
    """

    module = Path(__file__).parent / "javascript" / "ask.mjs"

    def __init__(self, question: Question) -> None:
        self._question = question
        choices = [{"text": one.text, "said": ""} for one in question.choices]
        super().__init__(content={"sentence": question.sentence, "choices": choices, "verdict": ""})

    def pressed(self, message: dict[str, Any]) -> str:
        """Take the choice of a page, by its number."""
        number = message.get("choice")
        if isinstance(number, int) and 0 <= number < len(self._question.choices):
            self._take(number)
        return ""

    def choose(self, choice: str) -> None:
        """Take a choice, by its letter (``"b"``) or by its text. Raises :class:`InputError` for any other."""
        texts = [one.text.casefold() for one in self._question.choices]
        given = str(choice).strip().casefold()
        if given in texts:
            self._take(texts.index(given))
        elif given and given in _LETTERS[: len(texts)]:
            self._take(_LETTERS.index(given))
        else:
            letters = ", ".join(f'"{letter}"' for letter in _LETTERS[: len(texts)])
            meaning = f"{str(choice)!r} is none of the choices: {letters}."
            raise not_sent(meaning, f'kaizala.ask("{self._question.name}", "a")')

    def _take(self, number: int) -> None:
        choice = self._question.choices[number]
        said = _RIGHT if choice.is_right else _WRONG
        choices = [dict(one) for one in self.content["choices"]]
        choices[number]["said"] = said
        verdict = f"{choice.text} {said} {choice.why}"
        self.content = self.content | {"choices": choices, "verdict": verdict}

    @staticmethod
    def still(content: dict[str, Any]) -> str:
        """The question as HTML that stands still."""
        rows = "".join(
            f"<li>{faces.element('span', one['text'])} {faces.element('strong', one['said'])}</li>"
            for one in content["choices"]
        )
        verdict = faces.element("p", content["verdict"], "kz-note") if content["verdict"] else ""
        title = faces.element("p", content["sentence"], "kz-title")
        return faces.box(title, f'<ol type="a">{rows}</ol>', verdict, label="Question")

    def as_text(self) -> str:
        """The question in plain text, with the line that answers it."""
        rows = zip(_LETTERS, self.content["choices"], strict=False)
        lines = [f"{letter}  {one['text']} {one['said']}".rstrip() for letter, one in rows]
        end = self.content["verdict"] or f'Your answer: kaizala.ask("{self._question.name}", "a")'
        return "\n".join([self.content["sentence"], *lines, end])
