"""The stand-in of a collection: the order in which a request is answered."""

import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from kaizala_nb.serving.clock import FURTHEST, Clock
from kaizala_nb.serving.faults import Faults
from kaizala_nb.serving.secrecy import is_secret
from kaizala_nb.serving.served import ConnectionDropped
from kaizala_nb.serving.waiting import Waiting
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.stand_in import choosing, manners, memory
from kaizala_nb.toolkit.stand_in.body_faults import refused_body
from kaizala_nb.toolkit.stand_in.choices import Choice, Choices, example_of
from kaizala_nb.toolkit.stand_in.faults import RequestFault
from kaizala_nb.toolkit.stand_in.filling import filled
from kaizala_nb.toolkit.stand_in.journal import Journal
from kaizala_nb.toolkit.stand_in.manners import Manners
from kaizala_nb.toolkit.stand_in.matching import matches, no_match
from kaizala_nb.toolkit.stand_in.memory import Memory
from kaizala_nb.toolkit.stand_in.naming import request_named
from kaizala_nb.toolkit.stand_in.reading import catalogue_of
from kaizala_nb.toolkit.stand_in.refusals import failure
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.route import Match, Route
from kaizala_nb.toolkit.stand_in.state import State


class StandIn:
    """See the module. It answers requests; how they reach it is not its business.

    ``key`` is the key of its control plane, which works with ``journal``, ``faults``, ``choices``, ``manners`` and ``clock``.

    Args:
        collection: A collection that was read from a file.
        variables: Values that count before those of the file, as of an environment. None of them is ever in an answer.
        database: The file of what it remembers; None keeps that in memory.
        stateless: Whether it answers from examples alone, and remembers nothing.
        key: The key of its control plane; a random one if None.
        allow_hosts: Names beside this computer's own that it answers to.
        allow_outgoing: Hosts that a webhook may call beside this computer: names or addresses.

    Raises:
        DatabaseTrouble: the file cannot be used.
    """

    def __init__(
        self,
        collection: Collection,
        variables: Mapping[str, str] | None = None,
        *,
        database: str | None = None,
        stateless: bool = False,
        key: str | None = None,
        allow_hosts: Iterable[str] = (),
        allow_outgoing: Iterable[str] = (),
    ) -> None:
        self.key = key or secrets.token_urlsafe(24)
        self.allow_hosts = frozenset(name.lower() for name in allow_hosts)
        self._collection, self._variables = collection, dict(variables or {})
        self._secret = frozenset(filter(is_secret, self._variables)) | getattr(variables, "secret", frozenset())
        self.catalogue = catalogue_of(collection, variables)
        self.stateless = stateless
        self.journal = Journal()
        self.faults = Faults[RequestFault]()
        self.choices = Choices()
        self.waiting = Waiting()
        self.state = State(database, (*memory.TABLES, *manners.TABLES), self.catalogue.name)
        self.clock = Clock(self._offset(), lambda offset: self.state.keep("offset", repr(offset)))
        self.memory = Memory(self.catalogue, self.state)
        self.manners = Manners(
            self.state, self.look, now=lambda: self.clock.now() / 1000, allow_outgoing=allow_outgoing
        )

    def answer(self, request: Request) -> Response:
        """The answer to a request, which is noted in the journal. Whatever goes wrong inside is an answer too, with a sentence.

        Raises :class:`ConnectionDropped` only where somebody asked for that.
        """
        started = time.perf_counter()
        found: Sequence[Match] = ()
        response = None
        try:
            found = matches(self.catalogue.routes, request)
            response = self._faulty(found, request) or self._polite(found, request)
        except ConnectionDropped:
            raise
        except Exception as trouble:
            response = failure(trouble)
        finally:
            milliseconds = (time.perf_counter() - started) * 1000
            self.journal.note(self.clock.now(), request, _meant(found, response), response, milliseconds)
        return response

    def _faulty(self, found: Sequence[Match], request: Request) -> Response | None:
        """The answer of a fault that somebody asked for, if it has one."""
        fault = self.faults.take(lambda one: one.strikes(request, _names(found)))
        if fault is None:
            return None
        self.waiting.sleep(fault.delay)
        if fault.reset:
            raise ConnectionDropped
        return fault.response

    def _polite(self, found: Sequence[Match], request: Request) -> Response:
        if not found:
            return no_match(self.catalogue.routes, request)
        return self.manners.answer(found, request, partial(self._answer, found))

    def look(self, request: Request) -> Response:
        """What can be read: the answer without manners, faults and choices. It is not noted in the journal."""
        found = matches(self.catalogue.routes, request)
        return self._usual(found, request) if found else no_match(self.catalogue.routes, request)

    def _answer(self, found: Sequence[Match], request: Request) -> Response:
        return self._chosen(found, request) or self._usual(found, request)

    def _usual(self, found: Sequence[Match], request: Request) -> Response:
        response = choosing.asked_for(found, request) or choosing.refused(found, request)
        response = response or refused_body(found, request)
        if response:
            return response
        example = choosing.chosen(found, request)
        if not self.stateless:
            remembered = self.memory.answer(found, request, example)
            if remembered:
                return remembered
        return example[1] if example else self.memory.invent(found, request)

    def _chosen(self, found: Sequence[Match], request: Request) -> Response | None:
        """The example that somebody has chosen for this request, if any."""
        choice = self.choices.take(_names(found))
        if choice is None:
            return None
        meant = next(match for match in found if match.route.name == choice.request)
        return filled(choice.example, meant, request)

    def file_at(self, url: str) -> dict[str, Any]:
        """The collection as Postman imports it, with all its addresses at ``url``, where this stand-in is.

        Nothing secret of the variables that it was given is in it. Raises :class:`PostmanFileError` if it cannot be written.
        """
        from kaizala_nb.toolkit.stand_in.leading import led_file  # what writes files takes a while to load

        return led_file(self._collection, self.catalogue.bases, url, self._variables, self._secret)

    def choose(self, request: str, example: str = "", code: int | None = None, times: int | None = None) -> None:
        """Let a saved example answer a request, whatever is sent.

        Args:
            request: The name of the request, with as many of its folders as are needed.
            example: The name of the example.
            code: The status code of the example, in place of its name.
            times: For how many calls; None until it is taken back.

        Raises:
            ValueError: there is no such request or example; the message is a sentence.
        """
        name = request_named(self.catalogue.routes, request)
        its = [route for route in self.catalogue.routes if route.name == name]
        self.choices.put(Choice(name, example_of(its, example, code), times))

    def fail_next(self, fault: RequestFault) -> None:
        """Let the next calls fail. Raises ``ValueError``, with a sentence, if there is no request of this name."""
        name = request_named(self.catalogue.routes, fault.request) if fault.request else ""
        self.faults.add(replace(fault, request=name))

    def reset(self) -> None:
        """Forget everything: what was sent, what was taught, chosen and asked to fail, and the journal."""
        self.state.clear()
        self.clock.offset = 0.0
        self.journal.clear()
        self.faults.clear()
        self.choices.clear()

    def snapshot(self) -> dict[str, Any]:
        """What it remembers, as JSON for :meth:`restore`."""
        return self.state.snapshot()

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Put what a snapshot remembers in the place of what is remembered now.

        Raises ``ValueError`` with a sentence if it does not fit; nothing is changed then.
        """
        self.state.restore(snapshot)
        self.clock.offset = self._offset()

    def _offset(self) -> float:
        """How far the clock was turned, in seconds."""
        try:
            offset = float(self.state.fact("offset") or 0)
        except ValueError:
            return 0.0
        return offset if 0 <= offset <= FURTHEST else 0.0

    @property
    def requests(self) -> int:
        """How many requests of the collection it knows. One of them may have several routes."""
        return len({id(route.item) for route in self.catalogue.routes})

    def close(self) -> None:
        """Close what it remembers."""
        self.manners.stop()
        self.state.close()

    def __repr__(self) -> str:
        return "<StandIn>"


def _names(found: Sequence[Match]) -> list[str]:
    return [match.route.name for match in found]


def _meant(found: Sequence[Match], response: Response | None) -> Route | None:
    """The request that was meant: the one whose example was answered, or else the best one."""
    example = response.example if response else ""
    of_example = (match.route for match in found if any(one.name == example for one in match.route.examples))
    return next(of_example, found[0].route if found else None)
