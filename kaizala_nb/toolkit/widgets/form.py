"""The form of a step: one request, which waits until somebody sends it.

The button sends it, or the Enter key, or :meth:`Form.send_once` in the cell below: whichever is first. So the same requests are
made by hand, by Run All, and by a headless run. A press names the round that the page showed. One of an earlier round, which may be
heard only after the cells have run, sends nothing. A form sends under a lock: a second caller gets the reply of the first.

A form is one widget. Python has what is asked and what came; the page has what is being typed, until a field is left or the form is
sent. A press brings all that stands on the page, so nothing depends on the messages before it.
"""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, overload

import ipywidgets as widgets

from kaizala_nb.toolkit.client import refusals
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.interrupts import stoppable
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import Call, InvalidInput, Parameter, Step, Variable
from kaizala_nb.toolkit.widgets import form_face
from kaizala_nb.toolkit.widgets.field import Checked, Field
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget
from kaizala_nb.toolkit.widgets.form_reply import FormReply
from kaizala_nb.toolkit.widgets.kept_text import KEPT
from kaizala_nb.toolkit.widgets.upload_progress import UploadProgress
from kaizala_nb.toolkit.widgets.variation import in_words

BY_CELL = "Sent by the cell below."
_ALREADY = {BY_CELL: "Already sent by the cell below."}
_CHANGED = "The fields have changed since they were sent. Press Send again to send them."
_NOT_SENT = "Nothing was sent: correct what is marked."
_BELOW = "The reply below is the former one."
_SENT = "Sent already. Press Send again to send it again."


class Form(FieldsWidget):
    """The fields of a step, a Send button, and the reply below.

    ``arguments`` are the first values of the fields. ``key`` is what the page keeps typed text under, "" keeps none.
    """

    module = Path(__file__).parent / "javascript" / "form.mjs"
    still = staticmethod(form_face.still)
    step: Step

    def __init__(self, step: Step, session: Session, arguments: Mapping[str, Any], key: str = "") -> None:
        self.step = step
        self._session = session
        self._key = key
        self._reply: Reply | None = None
        self._waits = True  # it was not sent, and is not on its way
        self._shown: FormReply | None = None
        self._sent_values: dict[str, Any] = {}
        self._sent_by = ""
        self._emptied = session.emptied
        self._round = 0
        self._note = self._said = self._problem = ""  # what is said is for a screen reader, beside the note
        self._kept = False
        self._is_folded = False
        self._shows_request = False
        self._variation = step.variation(arguments)
        self._fields = []
        for parameter in _in_order(step, arguments, session.environment.shared):  # a field may use the fields before it
            self._fields.append(Field(parameter, session.environment, arguments=arguments, value_of=self._value_of))
        self._first = sum(_comes_first(field.parameter, arguments) for field in self._fields)
        self._progress = UploadProgress()
        super().__init__()
        self.add_class("kz-form")
        session.environment.watchers.add(self)
        self._draw()

    # -- sending -----------------------------------------------------------------------------------------------------

    def send_once(self) -> Reply:
        """Give the reply. If nobody has sent the form yet, send it first, with the fields as they are.

        Raises:
            ApiError: the service refused the request, or a field is not valid; or the request would change data of a real
                service, which only a press does. The form then still waits. Or the service was emptied since it was sent.
        """
        with self._lock:
            reply = self._reply
            if reply is not None and self._emptied != self._session.emptied:
                self._reply_was_read = True  # then its cell makes a new form
                raise refusals.of_before(self.step.name)
            if reply is None:
                reply = self._send_form(BY_CELL)
                self._kept, self._is_folded = False, True
            elif self._fingerprints() != self._sent_values:
                self._say(_CHANGED)
            self._reply_was_read = True
            if self._shown is not None:
                self._shown.was_read = True
            self._draw()
            return reply

    @overload
    def send(self) -> Reply: ...

    @overload
    def send(self, content: object, buffers: Any = None) -> None: ...

    def send(self, content: object = None, buffers: Any = None) -> Reply | None:
        """Send the form as the Send button does, whether it was sent before or not, and give the reply.

        With a ``content``, this sends a message to the page and not the form: every widget has a method of this name for that.

        Raises:
            ApiError: the service refused the request, or a field is not valid.
        """
        if content is not None:
            super().send(content, buffers)
            return None
        with self._lock:
            return self._send_form("")

    def __call__(self, *args: object, **values: object) -> NoReturn:
        """Refused: a form is sent by its button, by :meth:`send_once` or :meth:`send`. The error has the call without a form."""
        raise refusals.of_form(self.step, args, values, self._session.environment)

    # -- when its cell is run again ----------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        """Whether it was sent and a cell has read the reply."""
        return self._reply is not None and self._reply_was_read

    def come_back(self) -> None:
        """Stay as it is. While the form waits, fields that the person has not changed follow their variables."""
        with self._lock:
            if self._reply is None:
                for field in self._fields:
                    field.renew()
            self._kept = any(field.by_hand for field in self._fields)
            self._on_change()

    def take_over(self, former: "Form", changed: Collection[str]) -> None:
        """Fill in what the person had filled in in a former form, except where the cell ``changed`` the value."""
        before = {field.parameter.name: field for field in former._fields if field.by_hand}
        for field in self._fields:
            if field.parameter.name not in changed and field.parameter.name in before:
                field.take_over(before[field.parameter.name])
        self._kept = any(field.by_hand for field in self._fields)
        self._on_change()

    # -- what the page says ------------------------------------------------------------------------------------------

    def _on_message(self, widget: widgets.Widget, message: dict[str, Any], buffers: list[memoryview]) -> None:
        if message.get("kind") == "preview":
            with self._lock:
                self._shows_request = message["open"]
                self._draw()
        elif message.get("kind") == "languages" and self._shown is not None:
            with self._lock:
                self._shown.shows_languages = message["open"]
                self._draw()
        super()._on_message(widget, message, buffers)

    def pressed(self, message: dict[str, Any]) -> str:
        """Take all that stands on the page, and then do what was pressed: "send", "enter" or "as in cell"."""
        with self._lock:
            self._take(message)
            if message["what"] == "as in cell":
                self._as_in_cell()
            elif message["round"] != self._round:
                self._say(_ALREADY.get(self._sent_by, "Already sent."))
            elif message["what"] == "enter" and self._reply is not None and self._fingerprints() == self._sent_values:
                self._say(_SENT)
            else:
                with suppress(ApiError):  # the form shows it
                    self._send_form("")
            self._draw()
        return ""

    def _as_in_cell(self) -> None:
        for field in self._fields:
            field.as_in_cell()
        self._on_change()

    def refresh(self) -> None:
        """Follow the variables, which have changed: in a form that waits, and in the request if somebody looks at it."""
        if self._waits and any([field.follow_variable() for field in self._fields]):
            self._on_change()
        elif self._shows_request:
            self._draw()

    def forget(self) -> None:
        """Forget the secrets that somebody has typed."""
        with self._lock:
            for field in self._fields:
                default = field.parameter.default
                if field.parameter.secret:
                    field.reset()
                    field.as_in_cell()
                elif isinstance(default, Variable) and self._session.environment.is_secret(default.name):
                    field.as_in_cell()
            self._draw()

    # -- how it is sent ----------------------------------------------------------------------------------------------

    def _send_form(self, by: str) -> Reply:
        checks = [field.check() for field in self._fields]  # of all fields, so that each shows its problem
        if any(check.problems for check in checks):
            self._problem = ""
            self._say(f"{_NOT_SENT} {_BELOW}" if self._shown is not None else _NOT_SENT)
            raise self._invalid()
        self._shown = None
        values = self._fingerprints()
        self._say("Sending …")
        self._waits = False
        try:
            watch = Watch(self._say, self._on_progress, by_cell=by == BY_CELL)
            with stoppable(self.step):
                reply = self._session.send(self.step, *self._values(checks), watch=watch)
        except ApiError as error:
            self._waits = self._reply is None
            told = error.in_form()
            self._problem = told.panel()
            self._finish(by="", note="", said=f"{told.title}. What is wrong stands below.")
            raise told from None
        except BaseException:
            self._waits = self._reply is None
            self._finish(by="", note="", said="")
            raise
        self._reply, self._sent_values, self._reply_was_read = reply, values, False
        self._emptied = self._session.emptied
        self._problem = ""
        self._shows_request = False  # the reply has the request that was sent
        self._shown = FormReply(reply, was_read=by == BY_CELL)
        self._finish(by=by, note=by, said=_said_of(reply))
        return reply

    def _invalid(self) -> ApiError:
        problems = {field.parameter.name: field.problem for field in self._fields if field.problem}
        error = refusals.invalid(self.step, InvalidInput(problems), self._session.environment).in_form()
        in_cell = f"Or correct {', '.join(f'{name}=...' for name in problems)} in the cell, and run it again."
        return error.but(advice=replace(error.advice, todo=f"{error.advice.todo}\n{in_cell}"))

    def _call(self, checks: Iterable[Checked]) -> Call:
        """The request as it would be sent, without what scripts change in it."""
        return self._session.prepare(self.step, *self._values(checks))

    def _values(self, checks: Iterable[Checked]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The arguments of a call, and the values of all fields. ``checks`` is what their checks found: nothing is wrong."""
        arguments: dict[str, Any] = {}
        values: dict[str, Any] = {}
        for field, checked in zip(self._fields, checks, strict=True):
            arguments |= field.arguments(checked)
            values[field.parameter.name] = checked.value
        return arguments | self._variation.arguments, values

    def _fingerprints(self) -> dict[str, Any]:
        return {field.parameter.name: field.entry.fingerprint() for field in self._fields}

    def _value_of(self, name: str) -> str:
        """The value of a field by the name of its parameter, or the value of its variable; "" if there is no such field."""
        with suppress(KeyError):
            field = self._named(name)
            return str(field.value() or field.fallback()).strip()
        return ""

    # -- what it says ------------------------------------------------------------------------------------------------

    def _on_change(self) -> None:
        for field in self._fields:
            field.follow()
        if self._note.startswith(_NOT_SENT) and not any(field.problems for field in self._fields):
            self._note = ""
        self._kept = self._kept and any(field.by_hand for field in self._fields)
        if self._reply is not None:
            self._note, self._said = _CHANGED if self._fingerprints() != self._sent_values else "", ""
        self._draw()

    def _finish(self, *, by: str, note: str, said: str) -> None:
        self._sent_by = by
        self._round += 1
        self._progress.end()
        for field in self._fields:
            field.sent()
        self._note, self._said = note, said
        self._draw()

    def _on_progress(self, sent: int, size: int) -> None:
        if self.step.sends_files and self._progress.tell(sent, size):
            self._draw()

    def _say(self, words: str) -> None:
        self._note, self._said = words, ""
        self._draw()

    def _draw(self) -> None:
        """Tell the page how things are. Nothing is sent if it knows that already."""
        again = self._reply is not None
        hint = "* needed" if any(field.needs_a_person for field in self._fields) else ""
        if again:
            hint = (
                "Safe to repeat." if self.step.safe_to_repeat else f"{self.step.method}: sent again, it is done again."
            )
        self.content = {
            "key": self._key,
            "title": self.step.name,
            "method": self.step.method,
            "base": self.step.shown_base,
            "path": self.step.shown_path,
            "varied": in_words(self._variation, self._session.environment.masker),
            "kept": KEPT if self._kept else "",
            "fields": [field.describe() for field in self._fields],
            "first": self._first,
            "request": self._request(),
            "round": self._round,
            "sent": again,
            "done": self.done,
            "hint": hint,
            "progress": self._progress.content,
            "note": self._note,
            "said": self._said,
            "folded": self._is_folded,
            "problem": self._problem,
            "reply": self._shown.content if self._shown else None,
        }

    def _request(self) -> dict[str, Any] | None:
        """The request as it would be sent, or what is missing; None while nobody looks. Names of variables stand for secrets."""
        if not self._shows_request:
            return None
        checks = [field.checked() for field in self._fields]
        missing = [next(iter(checked.problems.values())) for checked in checks if checked.problems]
        if missing:
            return {"text": "", "missing": list(dict.fromkeys(missing))}
        try:
            return {
                "text": str(self._session.outgoing_of(self._call(checks)).masked_request),
                "missing": [],
            }
        except ApiError as trouble:
            return {"text": "", "missing": [str(trouble)]}

    def __repr__(self) -> str:
        return f"<Form of {self.step.name!r}: {'sent' if self._reply is not None else 'waits'}>"

    def as_html(self) -> str:
        """The form in HTML, with masks in place of secrets."""
        return self._session.environment.masker(super().as_html())

    def as_text(self) -> str:
        """The form in plain text: the name, the method and the path, the values of the fields."""
        lines = [self.step.name, f"{self.step.method}  {self.content['base']}{self.step.shown_path}"]
        lines += filter(None, [self.content["varied"], KEPT if self._kept else ""])
        left_out = []
        for field in self._fields:
            if value := field.told():
                lines.append(f"{field.parameter.label}: {self._session.environment.masker(value)}")
            elif field.parameter.needed and not field.fallback():
                words = "needed, not filled in yet" if field.needs_a_person else field.describe()["help"]
                lines.append(f"{field.parameter.label}: {words}")
            else:
                left_out.append(field.parameter.label)
        if left_out:
            lines.append(f"Left out: {', '.join(left_out)}")
        lines.append("Sent." if self._reply is not None else "Waits: press Send, or run the next cell.")
        return "\n".join(lines)


def _said_of(reply: Reply) -> str:
    checks = f" {reply.checks.summary}." if reply.checks else ""
    arrived = "".join(f" Arrived on {arrival.where}." for arrival in reply.arrivals)
    return f"Sent. The reply is {reply.status}.{checks}{arrived}"


def _comes_first(parameter: Parameter, arguments: Mapping[str, Any]) -> bool:
    return parameter.needed or parameter.name in arguments or parameter.state == "on"


def _in_order(step: Step, arguments: Mapping[str, Any], shared: Collection[str]) -> list[Parameter]:
    """The parameters that are asked for: those that are needed or have an argument, then the rest. In both parts, those of the
    path come first, and the variables that most requests share come last."""
    unasked = step.unasked(arguments)
    asked = [parameter for parameter in step.parameters if parameter.name not in unasked]

    def rank(parameter: Parameter) -> tuple[bool, bool, bool]:
        is_shared = parameter.place == "variable" and parameter.wire in shared
        return not _comes_first(parameter, arguments), is_shared, parameter.place != "path"

    return sorted(asked, key=rank)
