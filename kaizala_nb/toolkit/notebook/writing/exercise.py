"""What a learner does by code at the end of a folder: which of its requests is sent, with which value of one's own.

The notebook asks for it, and its check looks whether it was done: so both find it here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.toolkit.collection import Collection, Parameter, Step, Variable
from kaizala_nb.toolkit.notebook.writing.uses import filled_by
from kaizala_nb.toolkit.runner.needs import steps_in_folders

_MAKES = ("POST", "PUT", "PATCH")
_MOST_LOOKED_AT = 10  # requests of a folder whose fields are looked for: that takes long
_WORDS = "my own words"


@dataclass(frozen=True)
class Exercise:
    """A request to send, and the field that gets another value than the file's."""

    step: Step
    field: Parameter

    @property
    def code(self) -> str:
        """The line that does it."""
        usual = self.field.default
        other = str(int(usual) + 1) if isinstance(usual, str) and usual.isdecimal() and len(usual) < 10 else _WORDS
        return f"{self.step.service.variable}.{self.step.attribute}({self.field.name}={other!r})"


def exercise_of(steps: Sequence[Step]) -> Exercise | None:
    """The exercise of a folder with these requests; None if none of them has a text that a person would choose.

    A request that makes or changes something comes before one that reads, and one without secrets before one that has some.
    """
    sendable = [step for step in steps if not step.problem and not any(map(is_secret, filled_by(step)))]
    making = [step for step in sendable if step.method in _MAKES][:_MOST_LOOKED_AT]
    reading = [step for step in sendable if step.method == "GET"][:_MOST_LOOKED_AT]
    later: list[Exercise] = []
    for step in making:
        texts = [one for place in ("body", "query") for one in _texts(step, place)]
        has_secret = any(one.secret for one in step.parameters if one.place == "body")
        short = next((one for one in texts if one.kind == "text"), None)
        if short is not None and not has_secret:
            return Exercise(step, short)
        later += [Exercise(step, short or one) for one in texts[:1]]
    for step in () if later else reading:
        later += [Exercise(step, one) for place in ("query", "path") for one in _texts(step, place)]
    return later[0] if later else None


def steps_of(collection: Collection, folder: str) -> list[Step]:
    """The requests of a folder: by its name in Postman those that stand in it itself; else as :func:`steps_in_folders`.

    Raises :class:`UnknownStepError`.
    """
    own = [step for one in collection.folders if one.name == folder for step in one]
    return own or [step for _, step in steps_in_folders(collection, [folder])]


def _texts(step: Step, place: str) -> Iterator[Parameter]:
    """The texts in a place of a request that are neither secret, nor switched off, nor a variable."""
    for one in step.parameters:
        is_text = one.kind in ("text", "lines") and not one.secret and not isinstance(one.default, Variable)
        if is_text and one.place == place and one.state != "off":
            yield one
