"""A form for variables that are empty: what is typed goes into the environment, and nothing is sent.

A secret comes in a message of the page, goes into the environment and is forgotten here. No content holds it.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.collection.slugs import Slugs
from kaizala_nb.toolkit.collection.variables import parameters_of
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets import form_face
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget

_WRONG = "Nothing was kept: correct what is marked."
_NOTHING = "Nothing was typed yet."


def still(content: dict[str, Any]) -> str:
    """The form as HTML that stands still."""
    rows = f"<dl>{''.join(map(form_face.field_row, content['fields']))}</dl>"
    note = faces.element("p", content["note"], "kz-note") if content["note"] else ""
    return faces.box(faces.element("div", content["title"], "kz-title"), rows, note, label=content["title"])


class FillIn(FieldsWidget):
    """The form.

    Args:
        names: The variables to ask for.
        environment: Where the values go.
        title: What stands above the fields.
        key: What the page keeps typed text under, "" keeps none.
    """

    module = Path(__file__).parent / "javascript" / "fill_in.mjs"
    still = staticmethod(still)
    done = False  # whether it has kept values: then its cell gets a new form

    def __init__(self, names: Iterable[str], environment: Environment, title: str, key: str = "") -> None:
        names = list(names)
        secret = [name for name in names if environment.is_secret(name)]
        parameters = parameters_of(names, secret, Slugs(""))
        self._environment = environment
        self._title = title
        self._key = key
        self._note = self._said = ""
        self._fields = [
            Field(replace(one, optional=True), environment, arguments={}, help=f"{{{{{one.wire}}}}}")
            for one in parameters
        ]
        super().__init__()
        self.add_class("kz-form")
        environment.watchers.add(self)
        self._draw()

    def keep(self) -> None:
        """Take what stands in the fields into the environment. The button does the same."""
        with self._lock:
            checks = [field.check() for field in self._fields]
            if any(check.problems for check in checks):
                self._say(_WRONG)
                return
            given = {}
            for field, checked in zip(self._fields, checks, strict=True):
                if field.value() and checked.value:
                    given[field.parameter.wire] = Secret(checked.value) if field.parameter.secret else checked.value
            self._environment.update(given)
            self.done = bool(given)
            for field in self._fields:
                if field.parameter.secret:
                    field.reset()
                field.as_in_cell()
            empty = [one.parameter.wire for one in self._fields if not self._environment.get(one.parameter.wire)]
            kept = f"{faces.count(len(given), 'value')} kept in memory. Secrets are not saved with the notebook."
            rest = f" Still empty: {', '.join(empty)}." if empty else ""
            self._say((kept if given else _NOTHING) + rest)

    def pressed(self, message: dict[str, Any]) -> str:
        """Take what stands on the page, and keep it."""
        with self._lock:
            self._take(message)
            self.keep()
        return ""

    def refresh(self) -> None:
        """Follow the variables, which have changed."""
        if any([field.follow_variable() for field in self._fields]):
            self._draw()

    def forget(self) -> None:
        """Forget what somebody has typed: another environment is in use."""
        with self._lock:
            for field in self._fields:
                if field.parameter.secret:
                    field.reset()
                field.as_in_cell()
            self._say("")

    def come_back(self) -> None:
        """Stay as it is: the cell was run again before anything was kept."""

    def take_over(self, former: "FillIn", changed: Collection[str]) -> None:
        """Begin anew: what the former form has kept is in the environment."""

    def _on_change(self) -> None:
        if self._note == _WRONG and not any(field.problems for field in self._fields):
            self._note = ""
        self._draw()

    def _say(self, words: str) -> None:
        self._note = words
        self._draw()

    def _draw(self) -> None:
        self.content = {
            "key": self._key,
            "title": self._title,
            "fields": [field.describe() for field in self._fields],
            "note": self._note,
            "said": self._said,
        }

    def __repr__(self) -> str:
        return f"<FillIn of {faces.count(len(self._fields), 'variable')}>"

    def as_html(self) -> str:
        """The form in HTML, with masks in place of secrets."""
        return self._environment.masker(super().as_html())

    def as_text(self) -> str:
        """The form in plain text."""
        mask = self._environment.masker
        lines = [f"{one.parameter.wire}: {mask(one.text() or str(one.describe()['hint']))}" for one in self._fields]
        return "\n".join([self._title, *lines, *filter(None, [self._note])])
