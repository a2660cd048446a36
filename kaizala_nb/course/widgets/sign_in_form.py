"""The form of the sign-in: one widget for three requests, each with its reply. Two of them have a field: the number, and the PIN.

The PIN comes in a message of the page, when its field is left and with each press. It rests nowhere: no content holds it, and it is
forgotten when it was sent.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from kaizala_nb.course.steps.authentication import access_token, generate_pin, login_with_pin
from kaizala_nb.course.widgets import sign_in_face
from kaizala_nb.course.widgets import sign_in_words as words
from kaizala_nb.course.widgets.sign_in_replies import SignInReplies
from kaizala_nb.toolkit.client import errors, refusals
from kaizala_nb.toolkit.client.errors import CORRECT_IN_FORM, ApiError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget
from kaizala_nb.toolkit.widgets.kept_text import KEPT


class SignInForm(FieldsWidget):
    """The form. See :class:`~kaizala_nb.course.widgets.sign_in.SignIn`, which has the same arguments.

    ``show_phone`` is called with the number whose phone is to stand beside the form.
    """

    module = Path(__file__).parent / "javascript" / "sign_in.mjs"
    still = staticmethod(sign_in_face.still)

    def __init__(
        self,
        session: Session,
        *,
        mobile_number: str,
        read_pin: Callable[[str], str] | None,
        host: str,
        key: str,
        show_phone: Callable[[str], None],
    ) -> None:
        self._session = session
        self._read_pin = read_pin
        self._key = key
        self._on_phone = show_phone
        self._replies: list[Reply] = []
        self._sent_number = ""
        self._step = 0
        self._round = 0
        self._emptied = session.emptied
        self._busy = False
        self._sent_by_cell = False
        self._replies_were_read = False
        self._note = self._said = self._problem = ""
        help = f"With country code. This number gets an SMS from {host}."
        if read_pin:
            help = "With country code. Any number: nothing leaves this computer."
        arguments = {"mobile_number": mobile_number} if mobile_number else {}
        environment = session.environment
        self._number = Field(generate_pin.parameters[0], environment, arguments=arguments, help=help)
        self._pin = Field(login_with_pin.parameters[0], environment, arguments={})
        self._fields = [self._number, self._pin]
        super().__init__()
        self.add_class("kz-form")
        self._draw()

    # -- the three requests ------------------------------------------------------------------------------------------

    def send_once(self) -> SignInReplies:
        """Send the requests that were not sent yet, and give the three replies."""
        with self._lock:
            if self._replies and self._emptied != self._session.emptied:
                self._replies_were_read = True  # then its cell makes a new form
                raise refusals.of_before("Sign in")
            if len(self._replies) < 3:
                if self._read_pin is None and self._pin.entry.empty and len(self._replies) < 2:
                    raise errors.not_sent(words.NOBODY, "Type the PIN above.")
                if not self._replies:
                    self._ask_for_pin()
                if len(self._replies) == 1:
                    self._log_in(read=True)
                elif len(self._replies) == 2:
                    self._fetch()
                self._sent_by_cell = True
                self._say(words.BY_CELL)
            self._replies_were_read = True
            self._draw()
            return SignInReplies(list(self._replies), self._session)

    def _ask_for_pin(self) -> None:
        """Send request 1. It makes every earlier PIN useless."""
        checked = self._number.check()
        if checked.problems:
            raise self._invalid(self._number)
        self._pin.reset()
        self._problem = ""
        reply = self._exchange(generate_pin, {"mobile_number": checked.value})
        self._replies, self._sent_number = [reply], self._number.entry.raw
        self.show_phone()
        self._finish(words.PIN_IS_SENT)

    def _log_in(self, read: bool = False) -> None:
        """Send requests 2 and 3. With ``read``, the PIN is read off the phone if nobody has typed it."""
        if read and self._pin.entry.empty and self._read_pin:
            arguments: dict[str, Any] = {"pin": self._read_pin(self._session.environment["mobile-number"])}
        else:
            checked = self._pin.check()
            if checked.problems:
                raise self._invalid(self._pin)
            arguments = self._pin.arguments(checked)
        self._replies.append(self._exchange(login_with_pin, arguments))
        self._pin.reset()
        self._fetch()

    def _fetch(self) -> None:
        """Send request 3."""
        self._replies.append(self._exchange(access_token, {}))
        self._finish("")

    def _exchange(self, step: Step[Any], arguments: dict[str, Any]) -> Reply:
        self._busy = True
        self._emptied = self._session.emptied
        self._say(words.SENDING)
        try:
            reply = self._session.send(step, arguments, watch=Watch(wait=self._say))
        except ApiError as error:
            self._problem = words.in_the_form(error).panel()
            self._pin.reset()
            self._finish(words.failed(error))
            raise
        except BaseException:
            self._finish("")
            raise
        self._problem = ""
        return reply

    def _invalid(self, field: Field) -> ApiError:
        self._say("", words.NOT_SENT)
        return errors.not_sent(field.problem, CORRECT_IN_FORM)

    def _begin_again(self) -> None:
        """Empty the form, to sign in as somebody else. The tokens stay until there are new ones."""
        self._replies, self._sent_by_cell, self._replies_were_read = [], False, False
        self._number.put("")
        self._finish("")

    # -- when its cell is run again ----------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        """Whether a cell has read the replies."""
        return self._replies_were_read

    def come_back(self) -> None:
        """Stay as it is. Before the first request, a number that the person has not changed follows its variable."""
        with self._lock:
            if not self._replies:
                self._number.renew()
                self._note_kept()

    def take_over(self, former: "SignInForm", changed: Collection[str]) -> None:
        """Fill in the number that was typed into a former form, unless the cell has changed the number."""
        if "mobile_number" not in changed and former._number.by_hand:
            self._number.take_over(former._number)
            self._note_kept()

    def _as_in_cell(self) -> None:
        self._number.as_in_cell()
        self._note_kept()

    def _note_kept(self) -> None:
        """Say so if the number was typed, and show the phone of the number."""
        self._kept = self._number.by_hand
        self.show_phone()
        self._draw()

    def show_phone(self) -> None:
        """Show the phone of the number, if it is one."""
        number = self._number.value() or self._number.fallback()
        if number:
            checked = self._number.check()
            if not checked.problems:
                self._on_phone(str(checked.value))
        self._draw()

    # -- what the page says ------------------------------------------------------------------------------------------

    def pressed(self, message: dict[str, Any]) -> str:
        """Take what stands on the page, and then do what was pressed. The form itself shows what is wrong."""
        actions: dict[str, Callable[[], None]] = {
            "as in cell": self._as_in_cell,
            "ask for PIN": self._ask_for_pin,
            "log in": self._log_in,
            "fetch": self._fetch,
            "begin again": self._begin_again,
        }
        with self._lock, suppress(ApiError):
            self._take(message)
            if message["round"] == self._round:
                actions[message["what"]]()
            else:
                self._say(words.ALREADY_BY_CELL if self._sent_by_cell else words.ALREADY)
        return ""

    def _on_change(self) -> None:
        """The number stays as it was sent, until somebody else signs in. A PIN counts only while one is asked for."""
        if self._replies and self._number.entry.raw != self._sent_number:
            self._number.put(self._sent_number)
        if len(self._replies) != 1:
            self._pin.reset()
        self._draw()

    # -- what it says ------------------------------------------------------------------------------------------------

    def _say(self, note: str, said: str = "") -> None:
        """Show a note; or let a screen reader say something that everybody else sees."""
        self._note, self._said = note, said
        self._draw()

    def _finish(self, said: str) -> None:
        """Nothing is on its way any more. A press that was made until now sends nothing."""
        self._round += 1
        self._busy = False
        self._say("", said)

    def _draw(self) -> None:
        """Tell the page how things are. The step is what a person has to do next: it stays while a request is on its way."""
        if not self._busy:
            self._step = len(self._replies)
        signed_in = len(self._replies) == 3
        is_kept = self._kept and self._number.by_hand and not self._replies
        self.content = {
            "key": self._key,
            "title": words.TITLE,
            "fields": [field.describe() for field in self._fields],
            "steps": words.steps(self._replies, self._problem),
            "step": self._step,
            "round": self._round,
            "busy": self._busy,
            "done": self.done,
            "kept": KEPT if is_kept else "",
            "result": words.result(self._session.environment) if signed_in else "",
            "note": self._note,
            "said": self._said,
        }

    @property
    def progress(self) -> str:
        """How far it is, in words."""
        return f"{len(self._replies)} of 3 requests done"

    def __repr__(self) -> str:
        return f"<SignInForm: {self.progress}>"

    def as_html(self) -> str:
        """The form in HTML, with masks in place of secrets."""
        return self._session.environment.masker(super().as_html())

    def as_text(self) -> str:
        """The form in plain text: each request with its state, what stands in its field, and who is signed in."""
        lines = [words.TITLE]
        for index, step in enumerate(self.content["steps"]):
            lines.append(f"{step['title']}  {step['request']}  {step['state']}".rstrip())
            for field in self._fields[index : index + 1]:
                if value := field.text():
                    lines.append(f"   {field.parameter.label}: {self._session.environment.masker(value)}")
        if self.content["kept"]:
            lines.append(KEPT)
        lines.append(self.content["result"] or words.WAITS)
        return "\n".join(lines)
