"""One parameter of a step as something to fill in: label and name on the wire, input, help, and what is wrong with it."""

from collections.abc import Callable, Mapping
from html import escape
from inspect import Parameter as Declared
from typing import Any

import ipywidgets as widgets

from kaizala_nb import faces
from kaizala_nb.client.environment import Environment
from kaizala_nb.collection import Parameter, Variable
from kaizala_nb.widgets.inputs import EnterKey, SecretBox
from kaizala_nb.widgets.style import html

_YES_NO = {"": None, "yes": True, "no": False}


class Field:
    """A parameter in a form. ``box`` is the widget; ``given`` what was passed to the form, if anything."""

    def __init__(
        self,
        parameter: Parameter,
        environment: Environment,
        *,
        given: Mapping[str, Any],
        on_enter: Callable[[], None],
        on_change: Callable[[], None],
        help: str = "",
    ) -> None:
        self.parameter = parameter
        self._environment = environment
        self._on_change = on_change
        self._own_help = help or parameter.help
        self._start = given.get(parameter.name, self._default())
        self.input = self._make_input()
        self._below = widgets.HTML()
        self.problem = ""
        self.box = widgets.VBox([self.input, self._below])
        if isinstance(self.input, widgets.Text):
            EnterKey(self.input, on_enter)
        self.input.observe(self._changed, "value")
        self._say()

    def _default(self) -> Any:
        default = self.parameter.default
        if isinstance(default, Variable):
            return "" if self.parameter.secret else self._environment.get(default.name, "")
        return None if default is Declared.empty else default

    def _make_input(self) -> widgets.Widget:
        label = escape(self.parameter.label) + (" *" if self.parameter.needed else "")
        common = {"description": f"{label} <code>{escape(self.parameter.wire)}</code>", "description_allow_html": True}
        kind, value = self.parameter.kind, self._start
        if kind == "choice":
            return widgets.Dropdown(options=self.parameter.choices, value=value, **common)
        if kind == "flag":
            names = [name for name in _YES_NO if name or self.parameter.optional]
            return widgets.Dropdown(
                options=names, value=next(name for name in names if _YES_NO[name] == value), **common
            )
        if self.parameter.secret:
            return SecretBox(self._secret_came, placeholder=self._secret_hint(), **common)
        return widgets.Text(value=_as_text(value), continuous_update=False, **common)

    def _secret_hint(self) -> str:
        default = self.parameter.default
        return (
            f"From {default!r}. Not shown."
            if isinstance(default, Variable) and self._environment.get(default.name)
            else ""
        )

    def _secret_came(self, secret: str) -> None:
        self.problem = ""
        try:
            self.parameter.check(secret)
            self.input.placeholder = "read, not stored"
        except ValueError as trouble:
            self.problem = str(trouble)
            self.input.take()
        self._say()
        self._on_change()

    def _changed(self, change: dict[str, Any]) -> None:
        if not self.parameter.secret:
            self.check()
            self._on_change()

    def check(self) -> bool:
        """Look at the value, and say beside the field what is wrong with it. True if nothing is."""
        value = self.shown()
        if self.parameter.secret and self.problem and not value:
            return False  # what was typed was wrong, and is gone: the reason stands until something else is typed
        self.problem = ""
        if value in (None, "") and self._fallback():
            value = self._fallback()
        try:
            self.parameter.check(value)
        except ValueError as trouble:
            self.problem = str(trouble)
        self._say()
        return not self.problem

    def reset(self) -> None:
        """Forget a secret that was read, and what was said about it."""
        self.input.take()
        self.input.placeholder, self.problem = "", ""
        self._say()

    def shown(self) -> Any:
        """The value as it stands in the field."""
        if self.parameter.secret:
            return "" if not self.input.filled else self.input._kept
        return _YES_NO[self.input.value] if self.parameter.kind == "flag" else self.input.value

    def given(self) -> dict[str, Any]:
        """What the field adds to a call: nothing where it shows just what the call would take anyway."""
        name, default = self.parameter.name, self.parameter.default
        if self.parameter.secret:
            return {name: self.input.take()} if self.input.filled else {}
        value = self.shown()
        if isinstance(default, Variable):
            usual = self._environment.get(default.name, "")
            return (
                {}
                if value in ("", usual) and not (value == "" and self.parameter.optional and usual)
                else {name: self._typed(value)}
            )
        if value in (None, "") and default is None:
            return {}
        return (
            {} if _as_text(default) == _as_text(value) and default is not Declared.empty else {name: self._typed(value)}
        )

    def _typed(self, value: Any) -> Any:
        try:
            return self.parameter.check(value)
        except ValueError:
            return value

    def _fallback(self) -> str:
        default = self.parameter.default
        return self._environment.get(default.name, "") if isinstance(default, Variable) else ""

    def _say(self) -> None:
        parts = [faces.element("p", self.problem, "kz-problem")] if self.problem else []
        if self.parameter.kind == "pin" and not self.problem and self.input.filled:
            parts.append(faces.element("p", "Six digits read. Not stored.", "kz-help"))
        else:
            parts.append(faces.element("p", self._help(), "kz-help"))
        self._below.value = html(*parts)

    def _help(self) -> str:
        value, default, said = self.shown(), self.parameter.default, [self._own_help]
        if (
            isinstance(default, Variable)
            and not self.parameter.secret
            and value
            and value == self._environment.get(default.name)
        ):
            name = self._environment.names.get(value)
            said = [f"{name}." if name else self._own_help, f"From {default!r}."]
        if self.parameter.longest:
            said = [f"{len(value or ''):,} of {self.parameter.longest:,} characters."]
        return " ".join(said)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)
