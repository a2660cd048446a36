"""Signing in by hand: the three requests, each with its reply, and the phone that the PIN comes to.

It is a form like any other: :meth:`SignIn.send_once` goes on from where the person stopped. Reading the PIN off the phone is the
lesson, so nothing fills it in for a person who sits there; only a cell that is run where nobody typed it reads it off the phone.
"""

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from kaizala_nb.course.kinds.mobile_number import mask_mobile_number
from kaizala_nb.course.steps.authentication import access_token, generate_pin, login_with_pin
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses, focus_on
from kaizala_nb.toolkit.widgets.kept import KeptLine
from kaizala_nb.toolkit.widgets.style import html, sheet

if TYPE_CHECKING:
    import pandas as pd

NOBODY = "Nobody has signed in yet. Type the PIN from your phone into the form above, press Sign in, and run this cell again."
_ALREADY = "Already sent by the cell below."
_SIGNED_IN = {"request": "string", "status": "integer", "gave you": "string", "valid until": "time"}
_MAIN = ("Send PIN", "Sign in", "Get the access token")


class SignedIn:
    """What signing in gave: ``df`` has a row a request; ``replies`` are the three replies."""

    def __init__(self, replies: list[Reply], session: Session) -> None:
        self.replies = replies
        self._expires = {name: session.environment.expires(name) for name in ("refresh-token", "access-token")}

    @property
    def df(self) -> "pd.DataFrame":
        """Three rows: request, status, what it gave you, and until when that is good."""
        gave = ("a PIN, by SMS", "a refresh token", "an access token")
        until = [self._expires.get(name) for name in ("", "refresh-token", "access-token")]
        lines = [
            {"request": reply.step.name, "status": reply.status, "gave you": what, "valid until": when}
            for reply, what, when in zip(self.replies, gave, until, strict=True)
        ]
        return tables.rows(lines, _SIGNED_IN)

    def __repr__(self) -> str:
        return "\n".join(f"{reply.step.name}: {reply.status} {reply.reason}" for reply in self.replies)


class SignIn(widgets.Box):
    """The sign-in form.

    ``read_pin`` reads the PIN off the local phone of a number, ``make_phone`` makes the box that shows it; both are None where
    there is no local phone. ``host`` is who sends the SMS then.
    """

    def __init__(
        self,
        session: Session,
        *,
        mobile_number: str,
        read_pin: Callable[[str], str] | None,
        make_phone: Callable[[str], widgets.Widget] | None,
        host: str,
    ) -> None:
        self._session = session
        self._read_pin = read_pin
        self._make_phone = make_phone
        self._lock = threading.RLock()
        self._replies: list[Reply] = []
        self._round = 0
        self._busy = False
        self._sent_by_cell = False
        self._read = False
        self._presses = Presses()
        self._number = Field(
            generate_pin.parameters[0],
            session.environment,
            given={"mobile_number": mobile_number} if mobile_number else {},
            on_enter=lambda: self._act(self._ask),
            on_change=self._presses.end,
            help="With country code. Any number will do: nothing leaves this computer."
            if read_pin
            else f"With country code. This number gets an SMS from {host}.",
        )
        self._pin = Field(
            login_with_pin.parameters[0],
            session.environment,
            given={},
            on_enter=lambda: self._act(self._log_in),
            on_change=self._presses.end,
        )
        self._heads = [widgets.HTML() for _ in range(3)]
        for head in self._heads:
            head.add_class("kz-step")
        self._folds = [widgets.HTML() for _ in range(3)]
        self._asks, self._logs, self._ends = widgets.HBox(), widgets.HBox(), widgets.HBox()
        self._kept = KeptLine(self._as_in_cell, self._presses)
        self._panel = widgets.HTML()
        self._state = widgets.HTML()
        form = widgets.VBox(
            [
                widgets.HTML(html(faces.element("div", "Sign in: three requests", "kz-title"))),
                *(self._heads[0], self._kept, self._number.box, self._asks, self._folds[0]),
                *(self._heads[1], self._pin.box, self._logs, self._panel, self._folds[1]),
                *(self._heads[2], self._folds[2], self._state, self._ends),
            ]
        )
        form.add_class("kz-form")
        super().__init__([sheet(), form])
        self.add_class("kz-pair")
        self._show_phone()
        self._draw()

    # -- the three requests ------------------------------------------------------------------------------------------

    def send_once(self) -> SignedIn:
        """Sign in, from where the person stopped, and give the three replies. Nothing is sent a second time.

        Raises the error of the family when a request is refused; and where there is no local phone to read the PIN off and
        nobody has typed it.
        """
        with self._lock:
            if len(self._replies) < 3:
                if self._read_pin is None and not self._pin.input.filled and len(self._replies) < 2:
                    raise errors.not_sent(NOBODY, "Type the PIN above.")
                if not self._replies:
                    self._ask()
                if len(self._replies) == 1:
                    self._log_in(read=True)
                elif len(self._replies) == 2:
                    self._fetch()
                self._sent_by_cell = True
                self._draw("Sent by the cell below.")
            self._read = True
            return SignedIn(list(self._replies), self._session)

    @property
    def done(self) -> bool:
        """Whether a cell has taken the replies."""
        return self._read

    def come_back(self) -> None:
        """Its cell was run again: it goes on from where it is."""
        with self._lock:
            if not self._replies:
                self._number.renew()
                self._keep()

    def take_over(self, former: "SignIn", changed: Collection[str]) -> None:
        """Keep the number that was typed into a former form, unless the cell says another one than before."""
        if "mobile_number" not in changed and former._number.by_hand:
            self._number.take_over(former._number)
            self._keep()

    def _as_in_cell(self) -> None:
        with self._lock:
            self._number.as_in_cell()
            self._keep()
        focus_on(self._number.input)

    def _keep(self) -> None:
        """Say whether the number was typed, and show its phone."""
        self._kept.show(self._number.by_hand)
        self._show_phone()

    def _ask(self) -> None:
        """Request 1. Asking again makes the PIN before it useless."""
        if not self._number.check():
            raise self._invalid(self._number)
        number = str(self._number.given().get("mobile_number") or self._session.environment["mobile-number"])
        self._pin.reset()
        self._panel.value = ""
        reply = self._sent(generate_pin, {"mobile_number": number})
        self._replies = [reply]
        self._show_phone()
        self._draw()

    def _log_in(self, read: bool = False) -> None:
        """Requests 2 and 3. ``read``: off the phone, if nobody has typed the PIN."""
        if len(self._replies) != 1:
            return
        if read and not self._pin.input.filled and self._read_pin:
            given: dict[str, Any] = {"pin": self._read_pin(self._session.environment["mobile-number"])}
        elif self._pin.check():
            given = self._pin.given()
        else:
            raise self._invalid(self._pin)
        self._replies.append(self._sent(login_with_pin, given))
        self._pin.reset()
        self._fetch()

    def _fetch(self) -> None:
        """Request 3, which goes by itself after 2."""
        self._replies.append(self._sent(access_token, {}))
        self._draw()

    def _sent(self, step: Step, given: dict[str, Any]) -> Reply:
        self._round += 1
        self._busy = True
        self._draw("Sending …")
        try:
            reply = self._session.send(step, given, watch=Watch(wait=self._draw))
        except BaseException as error:
            if isinstance(error, ApiError):
                self._panel.value = html(_in_the_form(error).panel())
                self._pin.reset()
            self._busy = False
            self._draw()
            raise
        self._busy = False
        self._panel.value = ""
        return reply

    def _invalid(self, field: Field) -> ApiError:
        return errors.not_sent(field.problem, "Correct it in the form, and send.")

    def _act(self, what: Callable[[], None]) -> None:
        with self._lock, suppress(ApiError):  # the form shows it
            what()
        todo = (self._number, self._pin, None, None)[len(self._replies)]
        focus_on(todo.input if todo else self._ends.children[0])  # the keyboard goes on with what is to do next

    def _clicked(self, what: Callable[[], None], drawn_round: int) -> None:
        with self._lock:
            if drawn_round != self._round:
                self._draw(_ALREADY if self._sent_by_cell else "Already sent.")
            else:
                self._act(what)

    def _again(self) -> None:
        """Sign in as somebody else: the form begins afresh; the tokens stay until there are new ones."""
        self._round += 1
        self._replies, self._sent_by_cell, self._read = [], False, False
        self._number.input.value = ""
        self._draw()

    def _show_phone(self) -> None:
        """Put the phone of the number beside the form, where there is one and it is none that is there already."""
        number = self._number.shown() or self._number.fallback()
        if not (self._make_phone and number and self._number.check()):
            return
        number = self._number.parameter.check(number)
        if not any(getattr(part, "phone", None) is not None and part.phone.number == number for part in self.children):
            self.children = (*self.children[:2], self._make_phone(number))

    # -- what it says ------------------------------------------------------------------------------------------------

    def _draw(self, note: str = "") -> None:
        """Show how far it is. ``note`` stands beside the button while a request is on its way, else at the end."""
        done = len(self._replies)
        self._kept.show(self._kept.shown and not done)
        for index, step in enumerate((generate_pin, login_with_pin, access_token)):
            self._heads[index].value = html(_head(index, step, self._replies[index] if index < done else None, done))
            self._folds[index].value = (
                html(faces.fold("Reply", "".join(self._replies[index].parts()))) if index < done else ""
            )
        (self._heads[1].add_class if done == 0 else self._heads[1].remove_class)("kz-waits")
        (self._heads[2].add_class if done < 2 else self._heads[2].remove_class)("kz-waits")
        self._number.input.disabled = self._busy or done > 0
        self._pin.input.disabled = self._busy or done != 1
        rows = {
            0: (self._asks, (("Send PIN", self._ask),)),
            1: (self._logs, (("Sign in", self._log_in), ("Send a new PIN", self._ask))),
            2: (self._ends, () if self._busy else (("Get the access token", self._fetch),)),
            3: (self._ends, (("Sign in as someone else", self._again),)),
        }
        for row in (self._asks, self._logs, self._ends):
            row.children = self._row(rows[done][1], note) if row is rows[done][0] else ()
        parts = [faces.element("p", self._done(), "kz-note")] if done == 3 else []
        parts += [faces.element("p", note, "kz-note")] if note and not self._busy else []
        self._state.value = html(*parts) if parts else ""

    def _row(self, what: tuple[tuple[str, Callable[[], None]], ...], note: str) -> tuple[widgets.Widget, ...]:
        """Buttons for what can be done now, the main one first."""
        row = []
        for words, action in what:
            row.append(self._button(words, action, "primary" if words in _MAIN else ""))
            if words == "Send a new PIN":
                row[-1].add_class("kz-link")
        if self._busy:
            row.append(widgets.HTML(html(faces.element("span", note, "kz-quiet"))))
        return tuple(row)

    def _button(self, words: str, what: Callable[[], None], style: str) -> PressButton:
        drawn_round = self._round
        return PressButton(
            words, lambda: self._clicked(what, drawn_round), self._presses, button_style=style, disabled=self._busy
        )

    def _done(self) -> str:
        environment = self._session.environment
        access, refresh = environment.expires("access-token"), environment.expires("refresh-token")
        words = f"Signed in as {mask_mobile_number(environment['mobile-number'])}."
        words += f" Access token: 24 hours, until {faces.moment(access)}." if access else ""
        return words + (" Refresh token: 365 days." if refresh else "")

    def __repr__(self) -> str:
        return f"<SignIn: {len(self._replies)} of 3 requests done>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            state = (
                self._done()
                if len(self._replies) == 3
                else "Waits: send the PIN, type it, sign in; or run the next cell."
            )
            bundle["text/plain"] = f"Sign in: three requests\n{state}"
        return bundle


def _in_the_form(error: ApiError) -> ApiError:
    """The error in the words of the form, which has a button for what a notebook has a request for."""
    todo = error.advice.todo.replace("Run Step1 - Generate Pin.", "Press Send a new PIN.")
    return error.but(advice=replace(error.advice, todo=todo))


def _head(index: int, step: Any, reply: Reply | None, done: int) -> str:
    titles = ("Ask for a PIN", "Log in", "Get the access token")
    state = f"{reply.status} {reply.reason}" if reply else ""
    if not reply and index > done:
        state = "Goes by itself after step 2." if index == 2 else "After step 1."
    title = faces.element("div", f"{index + 1}  {titles[index]}", "kz-title")
    request = faces.element("code", f"{step.method} {step.path}")
    return f'{title}<div class="kz-status">{request} {faces.element("span", state, "kz-quiet kz-whole")}</div>'
