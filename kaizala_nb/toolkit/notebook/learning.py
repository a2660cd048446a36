"""How far a learner is: ``api.check("Books")`` looks at what this notebook sent, never at anybody's code."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.sending import Exchanged
from kaizala_nb.toolkit.collection import Collection, Parameter, Step, Variable
from kaizala_nb.toolkit.display.checklist import Checklist, Line, line
from kaizala_nb.toolkit.notebook.writing.exercise import Exercise, exercise_of, steps_of

_MOST_LINES = 30


@dataclass
class Tried:
    """What came of one request so far.

    Attributes:
        done: Whether it was answered with success.
        said: What came instead the last time: a status, or "no answer"; "" if that was success, or it was never sent.
        own: The fields that had another value than the file's, in requests that were answered with success.
    """

    done: bool = False
    said: str = ""
    own: dict[str, None] = field(default_factory=dict)


class Learning:
    """What was sent of each request of a collection. It holds no value. ``environment`` has the values of variables."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._tried: dict[tuple[str, str], Tried] = {}
        self._lock = Lock()  # forms send in threads

    def record(self, exchanged: Exchanged) -> None:
        """Note a call that was sent."""
        step, answer = exchanged.step, exchanged.answer
        if step is None:
            return
        own = _own_fields(step, exchanged.given, self._environment)
        with self._lock:
            tried = self._tried.setdefault((step.folder, step.slug), Tried())
            if answer is not None and answer.status < 400:
                tried.done, tried.said = True, ""
                tried.own |= dict.fromkeys(own)
            else:
                tried.said = str(answer.status) if answer else "no answer"

    def check(self, collection: Collection, folder: str | None) -> Checklist:
        """How far the exercise of a folder is; see :meth:`Workbench.check`."""
        if folder is None:
            ways = ", ".join(repr(one.name) for one in collection.folders[:_MOST_LINES])
            raise errors.not_sent("A folder is to be named.", f"There are: {ways}.", kind=errors.UnknownStepError)
        steps = _steps(collection, folder)
        exercise = exercise_of(steps)
        lines = self._each(steps) if exercise is None else self._exercise(exercise)
        mask = self._environment.masker
        return Checklist(mask(folder), [_masked(one, mask) for one in lines])

    def _of(self, step: Step) -> Tried:
        return self._tried.get((step.folder, step.slug), Tried())

    def _exercise(self, exercise: Exercise) -> list[Line]:
        tried, name, request = self._of(exercise.step), exercise.field.name, f'"{exercise.step.name}"'
        done = f"{request} was sent with your own {name}."
        missing = f"{request} was not sent with your own {name} yet."
        if tried.said:
            missing = f"{request} was sent, and was not done: {tried.said}."
        elif tried.own:
            missing = f"{request} was sent with your own {next(iter(tried.own))}, and the task asks for {name}."
        return [line(name in tried.own, done, missing, code=exercise.code)]

    def _each(self, steps: list[Step]) -> list[Line]:
        """A line a request: for a folder without anything to choose."""
        sendable = [step for step in steps if not step.problem]
        lines = [self._sent(step) for step in sendable[:_MOST_LINES]]
        if more := sendable[_MOST_LINES:]:
            lines.append(line(all(self._of(one).done for one in more), "All others too.", f"{len(more):,} more."))
        return lines

    def _sent(self, step: Step) -> Line:
        tried = self._of(step)
        why = f"was sent, and was not done: {tried.said}" if tried.said else "was not sent yet"
        return line(tried.done, f'"{step.name}" was sent, and it was done.', f'"{step.name}" {why}.')


def _steps(collection: Collection, folder: Any) -> list[Step]:
    try:
        return steps_of(collection, str(folder))
    except errors.UnknownStepError as trouble:
        there_are = f"There are: {', '.join(map(repr, trouble.names[:_MOST_LINES]))}."
        raise errors.not_sent(str(trouble), there_are, kind=errors.UnknownStepError) from None


def _masked(one: Line, mask: Callable[[str], str]) -> Line:
    return Line(one.done, mask(one.sentence), code=mask(one.code))


def _own_fields(step: Step, given: Mapping[str, Any], environment: Environment) -> list[str]:
    """The fields that were given another value than a call sends by itself. Neither secrets nor files are among them."""
    if not given:
        return []
    chosen = [one for one in step.parameters if one.name in given and not one.secret and one.place != "file"]
    return [one.name for one in chosen if not _is_usual(one, given[one.name], environment)]


def _is_usual(parameter: Parameter, value: Any, environment: Environment) -> bool:
    default = parameter.default
    usual = environment.get(default.name) if isinstance(default, Variable) else default
    value = parameter.plain(value)
    if value is None or str(value) == str(usual):
        return True
    with suppress(ValueError, TypeError):
        return bool(parameter.check(value) == parameter.check(usual))
    return False
