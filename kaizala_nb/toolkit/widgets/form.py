"""The form of a step: one request, which waits until somebody sends it.

The button sends it, or the Enter key, or :meth:`Form.send_once` in the cell below: whichever is first. So the same requests are
made by hand, by Run All, and by a headless run. After each sending there is a new button. A click on the old button, which may be
heard only after the cells have run, sends nothing. A form sends under a lock: a second caller gets the reply of the first.
"""

import threading
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

import ipywidgets as widgets

from kaizala_nb.serving.secrecy import in_address
from kaizala_nb.toolkit.client import refusals
from kaizala_nb.toolkit.client.errors import ApiError
from kaizala_nb.toolkit.client.reply import Reply
from kaizala_nb.toolkit.client.sending import Watch
from kaizala_nb.toolkit.client.session import Session
from kaizala_nb.toolkit.collection import InvalidInput, Parameter, Step
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses, focus_on
from kaizala_nb.toolkit.widgets.kept_text import KEPT, KeptTextNotice
from kaizala_nb.toolkit.widgets.preview import Fold, RequestPreview
from kaizala_nb.toolkit.widgets.style import html, sheet
from kaizala_nb.toolkit.widgets.upload_progress import UploadProgress

BY_CELL = "Sent by the cell below."
_ALREADY = {BY_CELL: "Already sent by the cell below."}
_CHANGED = "The fields have changed since they were sent. Press Send again to send them."
_SENT = "Sent already. Press Send again to send it again."


class Form(widgets.VBox):
    """The fields of a step, a Send button, and the reply below. ``arguments`` are the first values of the fields."""

    def __init__(self, step: Step, session: Session, arguments: Mapping[str, Any]) -> None:
        self.step = step
        self._session = session
        self._lock = threading.RLock()
        self._reply: Reply | None = None
        self._reply_was_read = False
        self._sent_values: dict[str, Any] = {}
        self._sent_by = ""
        self._round = 0
        self._presses = Presses()
        self._fields: list[Field] = []
        for parameter in _in_order(step, arguments):  # a field may use the fields before it
            self._fields.append(
                Field(
                    parameter,
                    session.environment,
                    arguments=arguments,
                    on_enter=self._on_enter,
                    on_change=self._on_change,
                    value_of=self._value_of,
                )
            )
        self._kept = KeptTextNotice(self._as_in_cell, self._presses)
        self._preview = RequestPreview(lambda: session.preview(step, self._arguments()))
        session.environment.watchers.add(self._preview)
        self._progress = UploadProgress()
        self._actions = widgets.HBox()
        self._note = widgets.HTML()
        self._below = widgets.HTML()
        self._new_button()
        super().__init__(
            [
                sheet(),
                widgets.HTML(html(faces.element("div", step.name, "kz-title"), _request_html(step))),
                self._kept,
                *self._boxes(arguments),
                self._preview,
                self._actions,
                self._progress,
                self._note,
                self._below,
            ]
        )
        self.add_class("kz-form")

    def _boxes(self, arguments: Mapping[str, Any]) -> list[widgets.Widget]:
        first = [field.box for field in self._fields if _comes_first(field.parameter, arguments)]
        rest = [field.box for field in self._fields if not _comes_first(field.parameter, arguments)]
        self._more = Fold(f"More fields ({len(rest)})", rest)
        return [*first, self._more] if rest else first

    # -- sending -----------------------------------------------------------------------------------------------------

    def send_once(self) -> Reply:
        """Give the reply. If nobody has sent the form yet, send it first, with the fields as they are.

        Raises:
            ApiError: the service refused the request, or a field is not valid. The form then still waits.
        """
        with self._lock:
            reply = self._reply
            if reply is None:
                reply = self._send_form(BY_CELL)
            elif self._values() != self._sent_values:
                self._say(_CHANGED)
            self._reply_was_read = True
            return reply

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
                self._on_change()
            self._kept.show(any(field.by_hand for field in self._fields))

    def take_over(self, former: "Form", changed: Collection[str]) -> None:
        """Fill in what the person had filled in in a former form, except where the cell ``changed`` the value."""
        before = {field.parameter.name: field for field in former._fields}
        for field in self._fields:
            if field.parameter.name not in changed and before[field.parameter.name].by_hand:
                field.take_over(before[field.parameter.name])
                if field.box not in self.children:
                    self._more.unfold()
        self._on_change()
        self._kept.show(any(field.by_hand for field in self._fields))

    def _as_in_cell(self) -> None:
        with self._lock:
            for field in self._fields:
                field.as_in_cell()
            self._on_change()
        focus_on(self._button)

    # -- sending by hand ---------------------------------------------------------------------------------------------

    def _on_enter(self) -> None:
        """Send the form when Enter was pressed in a field; but never send the same values again."""
        with self._lock:
            if self._reply is not None and self._values() == self._sent_values:
                self._say(_SENT)
            else:
                self._send_by_hand()

    def _on_click(self, button_round: int) -> None:
        with self._lock:
            if button_round != self._round:
                self._say(_ALREADY.get(self._sent_by, "Already sent."))
            else:
                self._send_by_hand()

    def _send_by_hand(self) -> None:
        """Send the form. Then the focus is on the first field with a problem, or else on the new button."""
        with suppress(ApiError):  # the form shows it
            self._send_form("")
        wrong = next((field for field in self._fields if field.problem), None)
        focus_on(wrong.input if wrong else self._button)

    def _send_form(self, by: str) -> Reply:
        checks = [field.check() for field in self._fields]  # of all fields, so that each shows its problem
        if not all(checks):
            self._below.value = ""
            error = self._invalid()
            self._say("Nothing was sent: correct what is marked.")
            raise error
        values = self._values()
        self._busy()
        try:
            reply = self._session.send(self.step, self._arguments(), watch=Watch(self._say, self._on_progress))
        except ApiError as error:
            self._below.value = html(error.panel())
            self._finish(by="", note="")
            raise
        except BaseException:
            self._finish(by="", note="")
            raise
        self._reply, self._sent_values, self._reply_was_read = reply, values, False
        self._below.value = html(*reply.parts())
        self._kept.show(False)
        self._finish(by=by, note=by)
        return reply

    def _invalid(self) -> ApiError:
        problems = {field.parameter.name: field.problem for field in self._fields if field.problem}
        return refusals.invalid(self.step, InvalidInput(problems), self._session.environment)

    def _arguments(self) -> dict[str, Any]:
        """The arguments for a call, in the order of the step's parameters."""
        arguments: dict[str, Any] = {}
        for field in self._fields:
            arguments |= field.arguments()
        names = [parameter.name for parameter in self.step.parameters]
        return {name: arguments[name] for name in names if name in arguments}

    def _values(self) -> dict[str, Any]:
        return {field.parameter.name: field.entry.fingerprint() for field in self._fields}

    def _value_of(self, name: str) -> str:
        """The value of a field by the name of its parameter, or the value of its variable; "" if there is no such field."""
        for field in self._fields:
            if field.parameter.name == name:
                return str(field.value() or field.fallback()).strip()
        return ""

    # -- what it says ------------------------------------------------------------------------------------------------

    def _on_change(self) -> None:
        self._presses.end()
        for field in self._fields:
            field.follow()
        self._preview.refresh()
        self._kept.show(self._kept.visible and any(field.by_hand for field in self._fields))
        if self._reply is not None:
            self._say(_CHANGED if self._values() != self._sent_values else "")

    def _busy(self) -> None:
        self._button.disabled = True
        self._say("Sending …")

    def _finish(self, *, by: str, note: str) -> None:
        self._sent_by = by
        self._round += 1
        self._progress.end()
        for field in self._fields:
            field.sent()
        self._new_button()
        self._say(note)

    def _new_button(self) -> None:
        again = self._reply is not None
        words, style = ("Send again", "") if again else ("Send", "primary")
        button_round = self._round
        self._button = PressButton(words, lambda: self._on_click(button_round), self._presses, button_style=style)
        hint = "* needed"
        if again:
            hint = "Safe to repeat." if self.step.safe_to_repeat else f"{self.step.method}: this makes another one."
        self._actions.children = (self._button, widgets.HTML(html(faces.element("span", hint, "kz-quiet"))))

    def _on_progress(self, sent: int, size: int) -> None:
        if self.step.sends_files:
            self._progress.tell(sent, size)

    def _say(self, words: str) -> None:
        self._note.value = html(faces.element("p", words, "kz-note")) if words else ""

    def __repr__(self) -> str:
        return f"<Form of {self.step.name!r}: {'sent' if self._reply is not None else 'waits'}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = self.as_text()
        return bundle

    def as_text(self) -> str:
        """The form in plain text: the name, the method and the path, the values of the fields."""
        lines = [self.step.name, _request_text(self.step)]
        if self._kept.visible:
            lines.append(KEPT)
        left_out = []
        for field in self._fields:
            if value := field.text():
                lines.append(f"{field.parameter.label}: {self._session.environment.masker(value)}")
            elif field.parameter.needed and not field.fallback():
                lines.append(f"{field.parameter.label}: needed, not filled in yet")
            else:
                left_out.append(field.parameter.label)
        if left_out:
            lines.append(f"Left out: {', '.join(left_out)}")
        lines.append("Sent." if self._reply is not None else "Waits: press Send, or run the next cell.")
        return "\n".join(lines)


def _request_text(step: Step) -> str:
    """The method, the variable of the address, and the path."""
    return f"{step.method}  {{{{{in_address(step.base)}}}}}{step.shown_path}"


def _request_html(step: Step) -> str:
    """The same in HTML. A narrow page must not break the variable at its hyphens."""
    base = faces.element("span", f"{{{{{in_address(step.base)}}}}}", "kz-whole")
    return f'<div class="kz-status">{faces.element("span", step.method)}  {base}{faces.element("span", step.shown_path)}</div>'


def _comes_first(parameter: Parameter, arguments: Mapping[str, Any]) -> bool:
    return parameter.needed or parameter.name in arguments


def _in_order(step: Step, arguments: Mapping[str, Any]) -> list[Parameter]:
    """The parameters that are needed or have an argument, then the rest; in both parts, those of the path first."""
    path_first = sorted(step.parameters, key=lambda parameter: parameter.place != "path")
    return sorted(path_first, key=lambda parameter: not _comes_first(parameter, arguments))
