"""The one object that a notebook holds: ``kaizala = Kaizala()``.

It holds the requests of the collection, the session that sends them, the variables, and the local Kaizala with its phones, where
there is one.
"""

import os
import weakref
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kaizala_nb.course import folders
from kaizala_nb.course.arrivals import Arrivals
from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.course.fields import register_fields
from kaizala_nb.course.inbox.inbox import USUAL_TOKEN
from kaizala_nb.course.lessons.world import World
from kaizala_nb.course.sandbox.onlooker import Onlooker
from kaizala_nb.course.sandbox.phone import possible
from kaizala_nb.course.sandbox.sandbox import Sandbox
from kaizala_nb.course.session import session_of
from kaizala_nb.course.steps import collection
from kaizala_nb.course.steps.groups.subscribers import get_subscribers
from kaizala_nb.course.stopwatch import Stopwatch
from kaizala_nb.course.subscribers import SubscriberTable
from kaizala_nb.course.widgets.boxes import NotebookInbox, NotebookPhone
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.arguments import text
from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.collection.plain import plain
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.notebook.api import Api
from kaizala_nb.toolkit.notebook.recorded import Recorded
from kaizala_nb.toolkit.widgets.cells import in_notebook, remove_from_outputs

if TYPE_CHECKING:
    from kaizala_nb.course.lessons import Check
    from kaizala_nb.course.widgets.inbox_box import InboxBox
    from kaizala_nb.course.widgets.phone_box import PhoneBox
    from kaizala_nb.course.widgets.portal import Portal
    from kaizala_nb.course.widgets.question_box import QuestionBox
    from kaizala_nb.course.widgets.sign_in import SignIn
    from kaizala_nb.toolkit.widgets.layout import SideBySide

register_fields()


class Kaizala(Recorded, Api):
    """A Kaizala to learn with.

    ``Kaizala()`` starts one in this notebook. It needs no account, no phone and no internet.
    ``Kaizala(url="http://127.0.0.1:8600")`` talks to one that runs already. Nothing is sent until you make a call.

    Args:
        url: The address of a Kaizala that runs already.
        application_id: The id of the connector there. Left out, it is the environment variable ``KAIZALA_APPLICATION_ID``.
        application_secret: The secret of the connector. Left out, it is ``KAIZALA_APPLICATION_SECRET``.
        key: The key that opens the phones, the clock and the journal of a local Kaizala. Left out, it is ``KAIZALA_EMULATOR_KEY``.
        allow_hosts: Hosts that tokens may go to, beside that of ``url``: ``"host"``, ``"host:port"`` or ``"scheme://host:port"``.
        throttle: Whether a local Kaizala refuses more than 100 calls a minute, as the service did.
        start: The lesson to begin with, such as ``"04"``. You are signed in then, and all that the lesson needs is there.

    Raises:
        InputError: ``url`` or an entry of ``allow_hosts`` is no address, or there is no such lesson.
    """

    authentication: folders.Authentication
    groups: folders.Groups
    content: folders.Content
    queries: folders.Queries
    webhooks: folders.Webhooks
    bots: folders.Bots
    reactions: folders.Reactions
    is_local: bool
    sandbox: Sandbox

    def __init__(
        self,
        url: str | None = None,
        *,
        application_id: str | None = None,
        application_secret: str | None = None,
        key: str | None = None,
        allow_hosts: str | Iterable[str] = (),
        throttle: bool = False,
        start: str | None = None,
    ) -> None:
        _ask_for_the_time_zone()
        url = None if plain(url) is None else text(url, "The address")
        start = None if plain(start) is None else text(start, "The lesson")
        key = text(key, "The key")
        application_id = text(application_id, "application_id")
        application_secret = text(application_secret, "application_secret")
        self.is_local = url is None
        if url is None:
            remove_from_outputs(Kaizala)
            self.sandbox = Sandbox.start(throttle=throttle, name_request=_postman_name)
            weakref.finalize(self, self.sandbox.close)
            self._source = "the local Kaizala"
            self._connector = (self.sandbox.application_id, self.sandbox.application_secret)
        else:
            url = _origin(url)
            self.sandbox = Sandbox(url, key or os.environ.get("KAIZALA_EMULATOR_KEY"), name_request=_postman_name)
            self._source = "Kaizala(url=...)"
            self._connector = (
                application_id or os.environ.get("KAIZALA_APPLICATION_ID", ""),
                Secret(application_secret or os.environ.get("KAIZALA_APPLICATION_SECRET", "")),
            )
        self._inbox: NotebookInbox | None = None
        self._stopwatch = Stopwatch()
        environment = KaizalaEnvironment()
        try:
            session = session_of(environment, self.sandbox.url, allow_hosts=allow_hosts)
        except ValueError as trouble:
            raise _no_address(str(trouble)) from None
        if self.sandbox.is_there:
            session.consent.is_to_learn_with(self.sandbox.url)
        subscribers = SubscriberTable(get_subscribers, session)
        super().__init__(collection, session, {"groups": [subscribers]}, folders.FOLDERS)
        self._record()
        self._fill_environment()
        self._boxes: weakref.WeakSet[PhoneBox | InboxBox] = weakref.WeakSet()
        self.session.listeners.append(_refresher(self._boxes))
        self._onlooker = Onlooker(self.sandbox)
        self._arrivals = Arrivals(
            self.sandbox, lambda: environment["mobile-number"]
        )  # not self: widgets hold the session
        if start is not None:
            self._begin(start)
        if in_notebook():
            if self.is_local:
                self._arrivals()  # what is there now has not arrived because of a request of the notebook
            self.sandbox.call_after_taps(self._arrivals.pass_over)
            self.session.find_arrivals = self._arrivals

    def _begin(self, lesson: str) -> None:
        from kaizala_nb.course.lessons import start

        try:
            start(lesson, self)
        except errors.ApiError:
            self.close()
            raise

    def sign_in(self, mobile_number: str = "") -> "SignIn":
        """The form that signs you in, by three requests. At a local Kaizala your phone stands beside it.

        ``mobile_number`` is the number in the form. Left out, it is that of ``{{mobile-number}}``.
        """
        from kaizala_nb.course.widgets.sign_in import SignIn

        mobile_number = text(mobile_number, "The number")
        # a widget lives as long as the kernel: one that held this Kaizala would never let it stop
        sandbox, boxes, session = self.sandbox, self._boxes, self.session
        local = sandbox.is_there

        def phone(number: str) -> NotebookPhone:
            return NotebookPhone(sandbox, boxes, possible(number), you=number)

        def make(key: str) -> SignIn:
            return SignIn(
                session,
                mobile_number=mobile_number,
                read_pin=(lambda number: phone(number).pin) if local else None,
                make_phone=(lambda number: phone(number).box()) if local else None,
                host=str(session.allowed.home),
                key=key,
            )

        return self._forms.form("sign_in", {"mobile_number": mobile_number}, make)

    def phone(self, number: str | None = None, name: str = "") -> "NotebookPhone":
        """A phone at the local Kaizala: that of ``number``, or your own, that of ``{{mobile-number}}``, if it is left out."""
        own, number = self.environment["mobile-number"], plain(number)
        if not (number or own):
            raise _no_number()
        phone = NotebookPhone(self.sandbox, self._boxes, possible(number or own), text(name, "The name"), own)
        self._arrivals.know(phone.number, phone.name)
        return phone

    def inbox(self, token: str | None = None) -> "NotebookInbox":
        """The inbox of this notebook, where webhooks arrive. Its address is ``{{callback-url}}`` from now on.

        There is one inbox. It begins to listen with the first call. Each event has to bring ``token`` in the header
        ``kz-callback-token``. Left out, it is the token of the collection; with "" any event is taken.
        """
        token = plain(token)
        if self._inbox is None:
            token = USUAL_TOKEN if token is None else token
            self._inbox = NotebookInbox(self.environment, self._boxes, token, self.sandbox)
            weakref.finalize(self, self._inbox.close)
            self._fill_environment()
        elif token is not None:
            self._inbox.token = token
            self._fill_environment()
        return self._inbox

    def portal(self, show: str = "") -> "Portal":
        """The forms of the portal. There a connector is registered with its permissions, and one takes a token for it.

        ``show`` is the one form to show: ``"register"`` a new connector, ``"use"`` a registered one, take a ``"token"``.
        """
        from kaizala_nb.course.widgets.portal import Portal

        sandbox, environment = self.sandbox, self.environment  # not self: a widget lives as long as the kernel

        def make(key: str) -> Portal:
            return Portal(
                environment, sandbox.new_connector, sandbox.registered, sandbox.new_token, sandbox.grant, key, show
            )

        return self._forms.form("portal", {"show": show}, make)

    def show(self, *parts: Any) -> "SideBySide":
        """Forms, phones, the inbox, replies and DataFrames side by side, where there is room."""
        from kaizala_nb.course.widgets.beside import side_by_side

        return side_by_side(*parts)

    def check(self, name: str = "", **given: Any) -> "Check":
        """How far you are in a lesson: ``kaizala.check("00")``. It looks at what the service holds, and never raises.

        Some checks need an answer that only you can give: ``kaizala.check("04", answer=5)``.
        """
        from kaizala_nb.course.lessons import check

        world = World(
            phone=self.sandbox.read_phone,
            calls=lambda: self.sandbox.calls,
            you=self.environment["mobile-number"],
            ask=self._onlooker.look,
            file=self.sandbox.fetch_file,
            now=lambda: self.sandbox.now,
            deliveries=self._deliveries,
            arguments={key: plain(value) for key, value in given.items()},
        )
        return check(name, world)

    def ask(self, name: str = "", answer: str | None = None) -> "QuestionBox":
        """A question of a lesson: ``kaizala.ask("05 twice")``. Press a choice: it says at once whether it is right, and why.

        ``answer`` is a choice by its letter or its text, where there is nothing to press: ``kaizala.ask("05 twice", "a")``. You may
        try as often as you like, and nothing waits for it.

        Raises:
            InputError: There is no such question, or no such choice.
        """
        from kaizala_nb.course.lessons.questions import question
        from kaizala_nb.course.widgets.question_box import QuestionBox

        box = QuestionBox(question(name))
        if plain(answer) is not None:
            box.choose(text(answer, "The answer"))
        return box

    @property
    def minutes(self) -> Any:
        """The minutes of this lesson: the first look starts a stopwatch, and a later one shows when each cell was run."""
        return self._stopwatch if self._stopwatch.runs else self._stopwatch.start()

    def _deliveries(self) -> list[dict[str, Any]]:
        """What webhooks have delivered, once nothing more is on its way."""
        self.sandbox.settle()
        return list(self.sandbox.call("GET", "deliveries")["deliveries"])

    def reset(self) -> str:
        """Empty the local Kaizala and the variables."""
        self.sandbox.reset()
        self.session.emptied += 1
        self._arrivals.forget()
        self._forms.clear()
        self.environment.clear()
        if self._inbox is not None:
            self._inbox.resume()
            self._inbox.clear()
        self._fill_environment()
        return Sentence("Empty again. Run the lesson from its first cell.")

    def close(self) -> None:
        """Stop the local Kaizala, if there is one in this notebook, and close the connections."""
        super().close()
        self.sandbox.close()
        if self._inbox is not None:
            self._inbox.close()

    def _fill_environment(self) -> None:
        application_id, application_secret = self._connector
        connector = {"application-id": application_id, "application-secret": application_secret}
        self.environment.fill({"api-root": self.sandbox.url}, source=self._source)
        self.environment.fill(connector, source=f"the connector of {self._source}")
        if self._inbox is not None:
            callback = {"callback-url": self._inbox.url, "callback-token": self._inbox.token}
            self.environment.fill(callback, source="the inbox")

    def _card(self) -> tuple[str, list[tuple[str, str]]]:
        connector = self.environment["application-id"] or "none yet"
        if not self.is_local:
            return "Kaizala, by address. No call was made yet.", [
                ("Address", self.sandbox.url),
                ("Connector", connector),
            ]
        title = "A local Kaizala is running in this notebook. Nothing leaves this computer."
        clock = faces.moment(self.sandbox.now)
        return title, [("Address", self.sandbox.url), ("Connector", connector), ("Its clock", clock)]

    def __repr__(self) -> str:
        return f"<Kaizala at {self.sandbox.url}>"


def _ask_for_the_time_zone() -> None:
    """Ask the page of a notebook for its time zone, so that the first form and the first phone know it."""
    if in_notebook():
        from kaizala_nb.toolkit.widgets.browser_zone import browser_zone

        browser_zone()


def _refresher(boxes: "weakref.WeakSet[PhoneBox | InboxBox]") -> Callable[[], None]:
    def refresh() -> None:
        for box in list(boxes):
            box.follow()

    return refresh


def _postman_name(method: str, path: str, kind: str) -> str:
    step = collection.match(method, path, kind)
    return step.name if step else ""


def _origin(url: str) -> str:
    """Scheme, host and port of an address. Raises :class:`InputError` where it is none, or has more than that."""
    try:
        origin = str(origin_of(url))
    except ValueError as trouble:
        raise _no_address(str(trouble)) from None
    parts = urlsplit(url.strip())
    if parts.path.strip("/") or parts.query or parts.fragment:  # the service names its endpoint by host alone
        raise _no_address(f"{url!r} has more than a host and a port. Leave the rest out: {origin!r}.")
    return origin


def _no_address(meaning: str) -> errors.ApiError:
    todo = 'Give scheme, host and port: Kaizala(url="http://127.0.0.1:8600"). Kaizala() starts one in this notebook.'
    return errors.not_sent(meaning, todo)


def _no_number() -> errors.ApiError:
    meaning = "Nobody has signed in yet, so there is no number of your own."
    todo = 'Sign in first, or say whose phone: kaizala.phone("+447700900002").'
    return errors.not_sent(meaning, todo)
