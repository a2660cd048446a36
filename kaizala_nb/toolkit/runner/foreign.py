"""What a run of anybody's collection works with: its variables in their scopes, and a session that goes where the file says."""

import csv
import io
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.engines import Way
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.practice.environment import PracticeEnvironment
from kaizala_nb.toolkit.client.practice.files import practice_uploads
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Call, Collection, Folder, InvalidInput, Step
from kaizala_nb.toolkit.collection.foreign import CannotSend, dynamic
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.postman import PostmanFileError
from kaizala_nb.toolkit.collection.postman.environment import Variables
from kaizala_nb.toolkit.collection.postman.files import read_text
from kaizala_nb.toolkit.collection.texts import text_of

_MOST_ROWS = 10_000


@dataclass(frozen=True)
class ForeignOptions:
    """What the caller wants.

    Args:
        globals: The variables of a file of globals.
        environment: The variables of an environment.
        variables: Values that were given one by one.
        allow_hosts: Hosts that the user's secrets may go to.
        insecure: Take any certificate.
        ca_file: A file with certificates of authorities.
        certificate: The file of the certificate to show, or the files of certificate and key.
        timeout: Seconds for each request; None for a minute.
        scripts: How scripts are taken.
        as_in_file: The collection with the secrets of its file, if it is run at a practice service; see ``practise``.
        practise: Gives the practice service that all requests go to, from the variables. None for the real services.
    """

    globals: Variables = field(default_factory=Variables)
    environment: Variables = field(default_factory=Variables)
    variables: Mapping[str, str] = field(default_factory=dict)
    allow_hosts: Iterable[str] = ()
    insecure: bool = False
    ca_file: str = ""
    certificate: str | tuple[str, str] | None = None
    timeout: float | None = None
    scripts: Way = "read"
    as_in_file: Collection | None = None
    practise: Callable[[Environment], Practice] | None = None


class ForeignContext:
    """The variables and the session of a run. Close it at the end.

    Args:
        collection: The collection that is run.
        options: What the caller wants.
        say: Is called with a sentence when the session waits.

    Raises:
        InputError: A host that is to be allowed is no host. Or what runs scripts is not installed.
    """

    def __init__(self, collection: Collection, options: ForeignOptions, say: Callable[[str], None]) -> None:
        self._say = say
        self.uploads: Mapping[str, bytes] = practice_uploads(collection) if options.practise else {}
        practised = PracticeEnvironment(collection, options.as_in_file or collection) if options.practise else None
        self.environment = Environment(collection) if practised is None else practised
        self.environment.keep_secret({*collection.secrets, *options.globals.secret, *options.environment.secret})
        fill = self.environment.fill
        fill(options.globals, source="the globals", scope="global", given=True)
        fill(collection.variables, source="the file", scope="collection")
        fill(options.environment | dict(options.variables), source="the caller", given=True)
        if practised is not None:  # it may be empty
            practised.fill_empty()
        self._practice = options.practise(self.environment) if options.practise else None
        try:
            self.session = Session(
                self.environment,
                None,
                allow_hosts=options.allow_hosts,
                scripts=options.scripts,
                practice=self._practice,
            )
        except ValueError as trouble:
            if self._practice:
                self._practice.end()
            if isinstance(trouble, errors.ApiError):
                raise
            raise errors.InputError(str(trouble)) from None
        self.session.trust(insecure=options.insecure, ca_file=options.ca_file, certificate=options.certificate)
        self.session.timeout = options.timeout or self.session.timeout
        self.session.retry_trouble = self.session.wait_when_throttled = False  # as newman: each request is sent once
        self.session.on_wait = say

    def before(self, step: Step) -> None:
        """Nothing is needed before a step is sent."""

    def with_prerequisites(self, steps: list[tuple[Folder, Step]]) -> list[tuple[Folder, Step]]:
        """The steps as they are. One sentence says which hosts the user has not named and secrets would go to, or any request
        while scripts run."""
        hosts = self.unnamed_hosts(steps)
        if hosts:
            which = "Requests" if self._guards_all else "Requests with your secrets"
            self._say(
                f"{which} would go to {', '.join(hosts)}, and you have not named"
                f" {'it' if len(hosts) == 1 else 'them'}. They are not sent. To allow it (the port counts):"
                f" --allow-host {','.join(hosts)}"
            )
        return steps

    def unnamed_hosts(self, steps: Iterable[tuple[Folder, Step]]) -> list[str]:
        """The hosts that the user's secrets would go to and that the user has not named, as far as this is known before the run.
        While scripts run, it is all hosts that the user has not named."""
        hosts: dict[str, None] = {}
        for _, step in steps if self._guards_all or self.environment.given_secrets else ():
            try:
                for call in self.session.planned(step.call({}, self.environment)):
                    self._check_host(call, hosts)
            except (CannotSend, InvalidInput, errors.InputError):
                continue
        return list(hosts)

    @property
    def _guards_all(self) -> bool:
        return self.session.scripting.way == "run"

    def _check_host(self, call: Call, hosts: dict[str, None]) -> None:
        """Add the host of a call to these, if the call must not go there."""
        try:
            self.session.check_host(call)
        except errors.UntrustedHostError as trouble:
            hosts[trouble.host] = None

    def close(self) -> None:
        """Close the connections, and end the practice service."""
        self.session.close()
        if self._practice:
            self._practice.end()


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file with data for iterations: a list of objects in JSON, or CSV with names in its first line.

    Raises :class:`PostmanFileError` with a sentence.
    """
    text = read_text(path)
    rows = list(_json_rows(text, path)) if path.suffix.lower() == ".json" else list(csv.DictReader(io.StringIO(text)))
    if not rows:
        raise PostmanFileError(f"{path.name!r} has no rows.")
    if len(rows) > _MOST_ROWS:
        raise PostmanFileError(f"{path.name!r} has more than {_MOST_ROWS:,} rows.")
    return [
        {str(name): "" if value is None else text_of(value) for name, value in row.items() if name is not None}
        for row in rows
    ]


def _json_rows(text: str, path: Path) -> Iterator[dict[str, Any]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as trouble:
        raise PostmanFileError(f"{path.name!r} is not JSON: {trouble}.") from None
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            raise PostmanFileError(f"{path.name!r} is no list of objects.")
        yield row


def check(collection: Collection, given: Container[str] | None = None) -> tuple[int, list[tuple[Folder, Step, str]]]:
    """How many requests of a collection can be sent; and the others, each with the reason.

    Args:
        collection: The collection.
        given: The names of the variables that have a value; None for those of the file.
    """
    given = collection.variables if given is None else given
    every = ((folder, step, _problem(step, given)) for folder in collection.folders for step in folder)
    problems = [one for one in every if one[2]]
    return len(collection) - len(problems), problems


def _problem(step: Step, given: Container[str]) -> str:
    if step.problem or not isinstance(step, ForeignStep):
        return step.problem
    return dynamic.missing(name for name in step.variables if name not in given)
