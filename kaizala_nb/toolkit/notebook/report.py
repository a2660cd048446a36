"""What of a collection did not carry over: request by request, with the reason."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaizala_nb.serving.secrecy import in_text
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Collection, Folder, InvalidInput, Step, Upload
from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.scripts.lines import understood_of

if TYPE_CHECKING:
    import pandas as pd

    from kaizala_nb.toolkit.stand_in.reading import Catalogue

_LONGEST = 300  # characters of a line of a script, or of a reason
_MOST_NAMES = 5
_COLUMNS = {"folder": "string", "request": "string", "what": "string", "problem": "string"}
_ALL = "Everything carried over."


class Report:
    """The report on a collection, as it is with the variables of now. Nothing is sent for it.

    Args:
        collection: The collection.
        session: What sends its requests.
        working_dir: The folder of the files that it names.
    """

    def __init__(self, collection: Collection, session: Session, working_dir: Path | None) -> None:
        self._collection = collection
        self._session = session
        self._working_dir = working_dir

    @property
    def df(self) -> "pd.DataFrame":
        """A row for each thing: ``folder``, ``request`` ("" for what a folder or the whole file has), ``what`` ("request" is not
        sent at all, "host" is one that you have not named, "file", "value", "script", and with a practice service "reply" and
        "memory"),
        ``problem``. All texts are masked."""
        mask = self._session.environment.masker
        rows = [
            {"folder": folder, "request": request, "what": what, "problem": in_text(mask(problem))[:_LONGEST]}
            for folder, request, what, problem in self._rows()
        ]
        return tables.rows(rows, _COLUMNS, if_empty=_ALL)

    @cached_property
    def _catalogue(self) -> "Catalogue":
        from kaizala_nb.toolkit.stand_in.reading import catalogue_of

        return catalogue_of(self._collection)

    @cached_property
    def _made_up(self) -> dict[int, str]:
        """Why a reply of the practice service is made up, by the identity of the item in the file."""
        from kaizala_nb.toolkit.stand_in.memory import made_up

        return {id(one.route.item.written): one.why for one in made_up(self._catalogue)}

    @cached_property
    def _without_things(self) -> set[int]:
        """The identities of the items of which the practice service does not remember what they add."""
        from kaizala_nb.toolkit.stand_in.memory import without_things

        return {id(route.item.written) for route in without_things(self._catalogue)}

    def _one_by_one(self) -> str:
        """What is to be said of requests of which the practice service remembers nothing; "" if nothing is."""
        from kaizala_nb.toolkit.stand_in.memory import one_by_one

        names = list(dict.fromkeys(route.item.name for route in one_by_one(self._catalogue)))
        if not names:
            return ""
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        return (
            "These requests are answered one by one; nothing of them is remembered: "
            f"{', '.join(names[:_MOST_NAMES])}{more}."
        )

    def _rows(self) -> Iterator[tuple[str, str, str, str]]:
        told: set[tuple[Any, ...]] = set()
        alone = self._one_by_one() if self._session.practice else ""
        if alone:
            yield "", "", "memory", alone
        for folder in self._collection.folders:
            for step in folder:
                for what, problem in self._of_step(step):
                    yield folder.name, step.name, what, problem
                yield from self._of_scripts(folder, step, told)

    def _of_step(self, step: Step) -> Iterator[tuple[str, str]]:
        if step.problem:
            yield "request", step.problem
            return
        for name in step.variables if isinstance(step, ForeignStep) else ():
            if name.startswith("$") and name not in self._session.environment:
                yield from (("value", problem) for problem in _of_dynamic(name))
        if self._session.practice is None:
            yield from (("file", problem) for problem in self._missing_files(step))
        elif isinstance(step, ForeignStep) and id(step.item.written) in self._made_up:
            yield "reply", f"It is made up by the practice service. {self._made_up[id(step.item.written)]}"
        elif isinstance(step, ForeignStep) and id(step.item.written) in self._without_things:
            yield (
                "memory",
                "No saved reply shows the id of what is added. So a saved one is the reply, and nothing is remembered.",
            )
        try:
            for call in self._session.planned(step.call({}, self._session.environment)):
                self._session.check_host(call)
        except errors.UntrustedHostError as trouble:
            yield "host", str(trouble)
        except (CannotSend, InvalidInput, errors.ApiError):
            pass  # a value is missing: that is no fault of the file

    def _missing_files(self, step: Step) -> Iterator[str]:
        for parameter in step.parameters:
            names = step.example.get(parameter.name) if parameter.kind == "files" else None
            for name in names if isinstance(names, list | tuple) else ():
                if self._working_dir is None:
                    yield f"It uploads a file, {str(name)!r}. Choose it in the form, or name its folder: working_dir=..."
                elif Upload.inside(self._working_dir, str(name)) is None:
                    yield f"It uploads a file, {str(name)!r}. It is not in {str(self._working_dir)!r}."

    def _of_scripts(
        self, folder: Folder, step: Step, told: set[tuple[Any, ...]]
    ) -> Iterator[tuple[str, str, str, str]]:
        """The lines of scripts that are not understood; those of a folder and of the file come once."""
        if not isinstance(step, ForeignStep) or self._session.scripting.way != "read":
            return
        for line in understood_of(step.item.scripts):
            key = (line.place, line.event, line.first, line.text)
            if not line.problem or (line.place and key in told):
                continue
            told.add(key)
            text = " ".join(line.text.split())[: _LONGEST // 2]
            whose = (line.place, "") if line.place else (folder.name, step.name)
            yield *whose, "script", f"{line.problem} Line {line.first}: {text}"


def _of_dynamic(name: str) -> Iterator[str]:
    """What is wrong with a value that Postman makes anew each time."""
    try:
        if dynamic.value_of(name) is None:
            yield f"{{{{{name}}}}} is no value that Postman makes."
    except CannotSend as trouble:
        yield f"{trouble} {trouble.todo}"
