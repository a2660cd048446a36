"""The sign-in form: three requests, each with its reply, and beside them the phone that gets the PIN.

It works like every other form: :meth:`SignIn.send_once` goes on where the person stopped. The person reads the PIN off the phone
and types it, since that is what the lesson teaches. Only if a cell calls ``send_once`` before that, the PIN is read off by itself.
"""

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

import ipywidgets as widgets

from kaizala_nb.course.steps.authentication import access_token, generate_pin, login_with_pin
from kaizala_nb.course.widgets import sign_in_words
from kaizala_nb.course.widgets.sign_in_replies import SignInReplies
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses, focus_on
from kaizala_nb.toolkit.widgets.kept_text import KeptTextNotice
from kaizala_nb.toolkit.widgets.style import html, sheet

NOBODY = "Nobody has signed in yet. Type the PIN from your phone into the form above, press Sign in, and run this cell again."
_ALREADY = "Already sent by the cell below."

_STEPS: tuple[Step[Any], ...] = (generate_pin, login_with_pin, access_token)


class SignIn(widgets.Box):
    """The sign-in form.

    Args:
        session: Sends the requests.
        mobile_number: The first value of the number's field; "" for the value of its variable.
        read_pin: Reads the PIN off the local phone of a number; None if there is no local phone.
        make_phone: Makes the box of that phone; None if there is no local phone.
        host: The host that sends the SMS, if there is no local phone.
    """

    children: tuple[widgets.Widget, ...]

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
        self._replies_were_read = False
        self._presses = Presses()
        help = f"With country code. This number gets an SMS from {host}."
        if read_pin:
            help = "With country code. Any number will do: nothing leaves this computer."
        self._number = Field(
            generate_pin.parameters[0],
            session.environment,
            arguments={"mobile_number": mobile_number} if mobile_number else {},
            on_enter=lambda: self._act(self._ask_for_pin),
            on_change=self._presses.end,
            help=help,
        )
        self._pin = Field(
            login_with_pin.parameters[0],
            session.environment,
            arguments={},
            on_enter=lambda: self._act(self._log_in),
            on_change=self._presses.end,
        )
        self._heads = [widgets.HTML() for _ in range(3)]
        for head in self._heads:
            head.add_class("kz-step")
        self._folds = [widgets.HTML() for _ in range(3)]
        self._buttons = [widgets.HBox() for _ in range(3)]
        self._kept = KeptTextNotice(self._as_in_cell, self._presses)
        self._panel = widgets.HTML()
        self._state = widgets.HTML()
        title = widgets.HTML(html(faces.element("div", "Sign in: three requests", "kz-title")))
        first = [self._heads[0], self._kept, self._number.box, self._buttons[0], self._folds[0]]
        second = [self._heads[1], self._pin.box, self._buttons[1], self._panel, self._folds[1]]
        third = [self._heads[2], self._folds[2], self._state, self._buttons[2]]
        form = widgets.VBox([title, *first, *second, *third])
        form.add_class("kz-form")
        super().__init__([sheet(), form])
        self.add_class("kz-pair")
        self._show_phone()
        self._draw()

    # -- the three requests ------------------------------------------------------------------------------------------

    def send_once(self) -> SignInReplies:
        """Send the requests that were not sent yet, and give the three replies.

        Raises:
            ApiError: the service refused a request; or a PIN is needed, nobody has typed it, and there is no local phone.
        """
        with self._lock:
            if len(self._replies) < 3:
                if self._read_pin is None and not self._pin.input.filled and len(self._replies) < 2:
                    raise errors.not_sent(NOBODY, "Type the PIN above.")
                if not self._replies:
                    self._ask_for_pin()
                if len(self._replies) == 1:
                    self._log_in(read=True)
                elif len(self._replies) == 2:
                    self._fetch()
                self._sent_by_cell = True
                self._draw("Sent by the cell below.")
            self._replies_were_read = True
            return SignInReplies(list(self._replies), self._session)

    @property
    def done(self) -> bool:
        """Whether a cell has read the replies."""
        return self._replies_were_read

    def come_back(self) -> None:
        """Stay as it is. Before the first request, a number that the person has not changed follows its variable."""
        with self._lock:
            if not self._replies:
                self._number.renew()
                self._keep()

    def take_over(self, former: "SignIn", changed: Collection[str]) -> None:
        """Fill in the number that was typed into a former form, unless the cell has changed the number."""
        if "mobile_number" not in changed and former._number.by_hand:
            self._number.take_over(former._number)
            self._keep()

    def _as_in_cell(self) -> None:
        with self._lock:
            self._number.as_in_cell()
            self._keep()
        focus_on(self._number.input)

    def _keep(self) -> None:
        """Show the notice if the number was typed, and show the phone of the number."""
        self._kept.show(self._number.by_hand)
        self._show_phone()

    def _ask_for_pin(self) -> None:
        """Send request 1. It makes every earlier PIN useless."""
        if not self._number.check():
            raise self._invalid(self._number)
        number = str(self._number.arguments().get("mobile_number") or self._session.environment["mobile-number"])
        self._pin.reset()
        self._panel.value = ""
        reply = self._exchange(generate_pin, {"mobile_number": number})
        self._replies = [reply]
        self._show_phone()
        self._draw()

    def _log_in(self, read: bool = False) -> None:
        """Send requests 2 and 3. With ``read``, the PIN is read off the phone if nobody has typed it."""
        if len(self._replies) != 1:
            return
        if read and not self._pin.input.filled and self._read_pin:
            arguments: dict[str, Any] = {"pin": self._read_pin(self._session.environment["mobile-number"])}
        elif self._pin.check():
            arguments = self._pin.arguments()
        else:
            raise self._invalid(self._pin)
        self._replies.append(self._exchange(login_with_pin, arguments))
        self._pin.reset()
        self._fetch()

    def _fetch(self) -> None:
        """Send request 3."""
        self._replies.append(self._exchange(access_token, {}))
        self._draw()

    def _exchange(self, step: Step, arguments: dict[str, Any]) -> Reply:
        self._round += 1
        self._busy = True
        self._draw("Sending …")
        try:
            reply = self._session.send(step, arguments, watch=Watch(wait=self._draw))
        except BaseException as error:
            if isinstance(error, ApiError):
                self._panel.value = html(sign_in_words.in_the_form(error).panel())
                self._pin.reset()
            self._busy = False
            self._draw()
            raise
        self._busy = False
        self._panel.value = ""
        return reply

    def _invalid(self, field: Field) -> ApiError:
        return errors.not_sent(field.problem, "Correct it in the form, and send.")

    def _act(self, action: Callable[[], None]) -> None:
        """Do something by hand. Then the focus is on what has to be done next."""
        with self._lock, suppress(ApiError):  # the form shows it
            action()
        fields = (self._number, self._pin)
        done = len(self._replies)
        focus_on(fields[done].input if done < len(fields) else self._buttons[2].children[0])

    def _on_click(self, action: Callable[[], None], button_round: int) -> None:
        with self._lock:
            if button_round != self._round:
                self._draw(_ALREADY if self._sent_by_cell else "Already sent.")
            else:
                self._act(action)

    def _begin_again(self) -> None:
        """Empty the form, to sign in as somebody else. The tokens stay until there are new ones."""
        self._round += 1
        self._replies, self._sent_by_cell, self._replies_were_read = [], False, False
        self._number.input.value = ""
        self._draw()

    def _show_phone(self) -> None:
        """Put the phone of the number beside the form, if there is a local phone, and unless it is there already."""
        number = self._number.value() or self._number.fallback()
        if not (self._make_phone and number and self._number.check()):
            return
        number = str(self._number.parameter.check(number))
        if not any(getattr(part, "phone", None) is not None and part.phone.number == number for part in self.children):
            self.children = (*self.children[:2], self._make_phone(number))

    # -- what it says ------------------------------------------------------------------------------------------------

    def _draw(self, note: str = "") -> None:
        """Show the state. ``note`` stands beside the button while a request is on its way, else at the end."""
        done = len(self._replies)
        self._kept.show(self._kept.visible and not done)
        for index, step in enumerate(_STEPS):
            reply = self._replies[index] if index < done else None
            self._heads[index].value = html(sign_in_words.head(index, step, reply, done))
            self._folds[index].value = html(faces.fold("Reply", "".join(reply.parts()))) if reply else ""
            if index > done:
                self._heads[index].add_class("kz-waits")
            else:
                self._heads[index].remove_class("kz-waits")
        self._number.input.disabled = self._busy or done > 0
        self._pin.input.disabled = self._busy or done != 1
        for index, box in enumerate(self._buttons):
            box.children = self._buttons_for(done, note) if index == min(done, 2) else ()
        parts = []
        if done == 3:
            parts.append(faces.element("p", sign_in_words.result(self._session.environment), "kz-note"))
        if note and not self._busy:
            parts.append(faces.element("p", note, "kz-note"))
        self._state.value = html(*parts) if parts else ""

    def _buttons_for(self, done: int, note: str) -> tuple[widgets.Widget, ...]:
        """The buttons for what can be done after ``done`` replies, the main one first."""
        if done == 0:
            row = [self._button("Send PIN", self._ask_for_pin, "primary")]
        elif done == 1:
            row = [self._button("Sign in", self._log_in, "primary"), self._button("Send a new PIN", self._ask_for_pin)]
            row[1].add_class("kz-link")
        elif done == 2:
            row = [] if self._busy else [self._button("Get the access token", self._fetch, "primary")]
        else:
            row = [self._button("Sign in as someone else", self._begin_again)]
        return (*row, widgets.HTML(html(faces.element("span", note, "kz-quiet")))) if self._busy else tuple(row)

    def _button(self, words: str, action: Callable[[], None], style: str = "") -> PressButton:
        button_round = self._round
        return PressButton(
            words, lambda: self._on_click(action, button_round), self._presses, button_style=style, disabled=self._busy
        )

    def __repr__(self) -> str:
        return f"<SignIn: {len(self._replies)} of 3 requests done>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            state = "Waits: send the PIN, type it, sign in; or run the next cell."
            if len(self._replies) == 3:
                state = sign_in_words.result(self._session.environment)
            bundle["text/plain"] = f"Sign in: three requests\n{state}"
        return bundle
