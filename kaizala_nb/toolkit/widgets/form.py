"""The form of a step: one request that waits.

Whoever comes first sends it: the button, Enter, or :meth:`Form.send_once` in the cell below; so clicking, Run All and a headless
run make the same requests. Each sending puts a new button in place: a click on the old one, heard only after the cells have run,
sends nothing. A form sends under a lock; whoever comes second gets the first one's reply.
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
from kaizala_nb.toolkit.widgets.kept import KEPT, KeptLine
from kaizala_nb.toolkit.widgets.preview import Fold, RequestPreview
from kaizala_nb.toolkit.widgets.progress import ProgressBar
from kaizala_nb.toolkit.widgets.style import html, sheet

BY_CELL = "Sent by the cell below."
_TWICE = {"Sent by the cell below.": "Already sent by the cell below."}
_CHANGED = "The fields have changed since they were sent. Press Send again to send them."
_SENT = "Sent already. Press Send again to send it again."


class Form(widgets.VBox):
    """A step's parameters, a Send button, the reply beneath. ``given`` are values that the fields start with."""

    def __init__(self, step: Step, session: Session, given: Mapping[str, Any]) -> None:
        self.step = step
        self._session = session
        self._lock = threading.RLock()
        self._reply: Reply | None = None
        self._read = False
        self._sent_values: dict[str, Any] = {}
        self._sent_by = ""
        self._round = 0
        self._presses = Presses()
        self._fields: list[Field] = []
        for parameter in _in_order(step, given):  # what is answered is known to those after it
            self._fields.append(
                Field(
                    parameter,
                    session.environment,
                    given=given,
                    on_enter=self._entered,
                    on_change=self._edited,
                    value_of=self._value_of,
                )
            )
        self._kept = KeptLine(self._as_in_cell, self._presses)
        self._preview = RequestPreview(lambda: session.preview(step, self._given()))
        session.environment.watchers.add(self._preview)
        self._progress = ProgressBar()
        self._actions = widgets.HBox()
        self._note = widgets.HTML()
        self._below = widgets.HTML()
        self._new_button()
        super().__init__(
            [
                sheet(),
                widgets.HTML(html(faces.element("div", step.name, "kz-title"), _line_html(step))),
                self._kept,
                *self._boxes(given),
                self._preview,
                self._actions,
                self._progress,
                self._note,
                self._below,
            ]
        )
        self.add_class("kz-form")

    def _boxes(self, given: Mapping[str, Any]) -> list[widgets.Widget]:
        first = [field.box for field in self._fields if _comes_first(field.parameter, given)]
        rest = [field.box for field in self._fields if not _comes_first(field.parameter, given)]
        self._more = Fold(f"More fields ({len(rest)})", rest)
        return [*first, self._more] if rest else first

    # -- sending -----------------------------------------------------------------------------------------------------

    def send_once(self) -> Reply:
        """The reply that the form got; sends it as it stands first, if nobody has.

        Raises the error of the family when it is refused or a field is not valid: such a form still waits.
        """
        with self._lock:
            if self._reply is None:
                self._send_form(BY_CELL)
            elif self._values() != self._sent_values:
                self._say(_CHANGED)
            self._read = True
            return self._reply

    # -- when its cell is run again ----------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        """Whether it was sent and a cell has taken the reply."""
        return self._reply is not None and self._read

    def come_back(self) -> None:
        """It is shown again as it is; while it waits, what nobody put in follows the variables."""
        with self._lock:
            if self._reply is None:
                for field in self._fields:
                    field.renew()
                self._edited()
            self._kept.show(any(field.by_hand for field in self._fields))

    def take_over(self, former: "Form", changed: Collection[str]) -> None:
        """Keep what was put into a former form by hand, but for what the cell ``changed``."""
        before = {field.parameter.name: field for field in former._fields}
        for field in self._fields:
            if field.parameter.name not in changed and before[field.parameter.name].by_hand:
                field.take_over(before[field.parameter.name])
                if field.box not in self.children:
                    self._more.unfold()
        self._edited()
        self._kept.show(any(field.by_hand for field in self._fields))

    def _as_in_cell(self) -> None:
        with self._lock:
            for field in self._fields:
                field.as_in_cell()
            self._edited()
        focus_on(self._button)

    # -- sending by hand ---------------------------------------------------------------------------------------------

    def _entered(self) -> None:
        """Enter in a field: sends what waits, or what was changed on purpose; never the same again."""
        with self._lock:
            if self._reply is not None and self._values() == self._sent_values:
                self._say(_SENT)
            else:
                self._try()

    def _clicked(self, sent_round: int) -> None:
        with self._lock:
            if sent_round != self._round:
                self._say(_TWICE.get(self._sent_by, "Already sent."))
            else:
                self._try()

    def _try(self) -> None:
        """Send it by hand. The focus goes to what is wrong or to the new button, so that the keyboard goes on from there."""
        with suppress(ApiError):  # the form shows it
            self._send_form("")
        wrong = next((field for field in self._fields if field.problem), None)
        focus_on(wrong.input if wrong else self._button)

    def _send_form(self, by: str) -> Reply:
        if not all([field.check() for field in self._fields]):  # a list: each field says what is wrong with it
            self._below.value = ""
            error = self._invalid()
            self._say("Nothing was sent: correct what is marked.")
            raise error
        values = self._values()
        self._busy()
        try:
            reply = self._session.send(self.step, self._given(), watch=Watch(self._say, self._told))
        except ApiError as error:
            self._below.value = html(error.panel())
            self._finish(by="", note="")
            raise
        except BaseException:
            self._finish(by="", note="")
            raise
        self._reply, self._sent_values, self._read = reply, values, False
        self._below.value = html(*reply.parts())
        self._kept.show(False)
        self._finish(by=by, note=by)
        return reply

    def _invalid(self) -> ApiError:
        problems = {field.parameter.name: field.problem for field in self._fields if field.problem}
        return refusals.invalid(self.step, InvalidInput(problems), self._session.environment)

    def _given(self) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for field in self._fields:
            given |= field.given()
        return {parameter.name: given[parameter.name] for parameter in self.step.parameters if parameter.name in given}

    def _values(self) -> dict[str, Any]:
        return {field.parameter.name: field.entry.compared() for field in self._fields}

    def _value_of(self, name: str) -> str:
        """What the field of this parameter holds, or what its variable does; "" where there is no such field."""
        found = (
            str(field.shown() or field.fallback()).strip() for field in self._fields if field.parameter.name == name
        )
        return next(found, "")

    # -- what it says ------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._presses.end()
        for field in self._fields:
            field.follow()
        self._preview.refresh()
        self._kept.show(self._kept.shown and any(field.by_hand for field in self._fields))
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
        sent_round = self._round
        self._button = PressButton(words, lambda: self._clicked(sent_round), self._presses, button_style=style)
        what = (
            ("Safe to repeat." if self.step.safe_to_repeat else f"{self.step.method}: this makes another one.")
            if again
            else "* needed"
        )
        self._actions.children = (self._button, widgets.HTML(html(faces.element("span", what, "kz-quiet"))))

    def _told(self, sent: int, size: int) -> None:
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
        """The form in plain text: name, method and path, the fields as they stand."""
        lines = [self.step.name, _line(self.step)]
        if self._kept.shown:
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


def _line(step: Step) -> str:
    return f"{step.method}  {{{{{in_address(step.base)}}}}}{step.shown_path}"


def _line_html(step: Step) -> str:
    """The same, with the variable in one piece: it has hyphens, at which a narrow page would break it."""
    base = faces.element("span", f"{{{{{in_address(step.base)}}}}}", "kz-whole")
    return f'<div class="kz-status">{faces.element("span", step.method)}  {base}{faces.element("span", step.shown_path)}</div>'


def _comes_first(parameter: Parameter, given: Mapping[str, Any]) -> bool:
    return parameter.needed or parameter.name in given


def _in_order(step: Step, given: Mapping[str, Any]) -> list[Parameter]:
    """What the path needs, then what else is needed or given, then the rest."""
    return sorted(step.parameters, key=lambda one: (not _comes_first(one, given), one.place != "path"))
