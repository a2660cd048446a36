"""A field of a form, for one parameter of a step: a label, the name on the wire, an entry, help, and a problem if there is one."""

from collections.abc import Callable, Mapping
from inspect import Parameter as Declared
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.collection import Parameter, Variable
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import label
from kaizala_nb.toolkit.widgets.fields import Needs, entry_of
from kaizala_nb.toolkit.widgets.fields.single import input_text
from kaizala_nb.toolkit.widgets.inputs import EnterKey
from kaizala_nb.toolkit.widgets.style import html

_NOTHING: tuple[object, ...] = (None, "", [])


def _no_other(name: str) -> str:
    """There is no other field."""
    return ""


class Field:
    """A parameter in a form. ``box`` is its widget, ``entry`` is where the value is filled in, ``problem`` what is wrong with it.

    Args:
        parameter: The parameter.
        environment: The variables.
        arguments: What the cell says, by the names of parameters; other names are ignored.
        on_enter: Is called when Enter is pressed in the field.
        on_change: Is called when the value has changed.
        help: A sentence below the field; the parameter's own if left out.
        value_of: Gives the value of another field of the form by the name of its parameter.
    """

    def __init__(
        self,
        parameter: Parameter,
        environment: Environment,
        *,
        arguments: Mapping[str, Any],
        on_enter: Callable[[], None],
        on_change: Callable[[], None],
        help: str = "",
        value_of: Callable[[str], str] = _no_other,
    ) -> None:
        self.parameter = parameter
        self._environment = environment
        self._on_change = on_change
        self._own_help = help or parameter.help
        self._below = widgets.HTML()
        self.problem = ""
        self._entry_problem = ""
        self._refused_secret = False
        self._ready = False
        words = parameter.label + (" *" if parameter.needed else "")
        common = {"description": label(words, parameter.wire), "description_allow_html": True}
        self.entry = entry_of(parameter, Needs(self._changed, value_of, environment, common))
        head = []
        if not hasattr(self.entry.box, "description"):  # several parts have one label, above them
            head = [widgets.HTML(html(f'<div class="kz-label">{label(words, parameter.wire)}</div>'))]
            self.entry.set_owner(parameter.label)
        self.box = widgets.VBox([*head, self.entry.box, self._below])
        if head:
            self.box.add_class("kz-many")
        self._cell_arguments: dict[str, Any] = {}
        if parameter.name in arguments and not parameter.secret:
            self._cell_arguments = {parameter.name: arguments[parameter.name]}
        self._start(arguments)
        self._first_fingerprint = self.entry.fingerprint()
        if isinstance(self.entry.box, widgets.Text):
            EnterKey(self.entry.box, on_enter)
        self._ready = True
        self._say()

    def _start(self, arguments: Mapping[str, Any]) -> None:
        value = arguments.get(self.parameter.name, self._default())
        if self.parameter.secret:
            if value:
                self.entry.put(value)
                self.input.placeholder = "set by the cell, not stored"
            else:
                self.input.placeholder = self._secret_hint()
        else:
            self.entry.put(value)
        self.entry.follow()

    @property
    def by_hand(self) -> bool:
        """Whether the person has changed the value. A secret never counts, because nothing may keep it."""
        return not self.parameter.secret and self.entry.fingerprint() != self._first_fingerprint

    def as_in_cell(self) -> None:
        """Bring back what the cell says, or what the variable holds now."""
        if not self.parameter.secret:
            self._quietly(lambda: self._start(self._cell_arguments))
            self._first_fingerprint, self.problem = self.entry.fingerprint(), ""
        elif not self.input.filled:
            self.input.placeholder = self._secret_hint()
        self._say()

    def renew(self) -> None:
        """Bring the value of the variable up to date, when the cell was run again, unless the person has changed the field."""
        if isinstance(self.parameter.default, Variable) and not self._cell_arguments and not self.by_hand:
            self.as_in_cell()

    def take_over(self, former: "Field") -> None:
        """Fill in what was filled in in the field of a former form."""
        self._quietly(lambda: self.entry.take_over(former.entry))
        self.check()

    def _quietly(self, put: Callable[[], None]) -> None:
        """Change the entry without calling ``on_change``."""
        self._ready = False
        try:
            put()
        finally:
            self._ready = True

    def _default(self) -> Any:
        default = self.parameter.default
        if isinstance(default, Variable):
            if self.parameter.secret or self._environment.is_secret(default.name):
                return None
            value = self._environment.get(default.name, "")
            return [value] if value and self.parameter.kind == "texts" else value
        return None if default is Declared.empty or self.parameter.secret else default

    @property
    def input(self) -> widgets.DOMWidget:
        """The widget that gets the keyboard's focus when something is wrong with the value."""
        return self.entry.to_focus

    def _secret_hint(self) -> str:
        default = self.parameter.default
        if isinstance(default, Variable) and self._environment.get(default.name):
            return f"From {default!r}. Not shown."
        return ""

    def _changed(self) -> None:
        if not self._ready:
            return
        if self.parameter.secret:
            self._check_secret()
        else:
            self.check()
        self._on_change()

    def _check_secret(self) -> None:
        self.problem = ""
        try:
            self.parameter.check(self.entry.value())
            self.input.placeholder = "read, not stored"
        except ValueError as trouble:
            self.problem = str(trouble)
            self.input.take()
        self._refused_secret = bool(self.problem)
        self._say()

    @property
    def _entry_shows_problem(self) -> bool:
        return self.entry.shows_problems and self.problem == self._entry_problem

    def check(self) -> bool:
        """Check the value, and show below the field what is wrong with it. True if nothing is wrong."""
        value = self.value()
        if self._refused_secret and not value:
            self._refused_secret = False  # the wrong secret is gone; its problem stays until the next check
            return False
        if value in _NOTHING and self.fallback():
            value = self.fallback()
        self.problem = self._entry_problem = self.entry.mark()
        if not self.problem:
            try:
                self.parameter.check(value)
            except ValueError as trouble:
                self.problem = str(trouble) + self._unset(value)
        self._say()
        return not self.problem

    def _unset(self, value: Any) -> str:
        """A sentence to add to a problem: the variable that an empty field takes its value from is empty too."""
        default = self.parameter.default
        return f" {default!r} is not set." if isinstance(default, Variable) and value in _NOTHING else ""

    def reset(self) -> None:
        """Forget a secret, and its problem."""
        self.input.take()
        self.input.placeholder, self.problem, self._refused_secret = "", "", False
        self._say()

    def sent(self) -> None:
        """Note that a request with this value was sent. Some secrets work once only, and are forgotten."""
        if self.parameter.traits.once:
            self.reset()

    def follow(self) -> None:
        """Adapt to the other fields of the form, one of which has changed."""
        self.entry.follow()

    def value(self) -> Any:
        """The value as it is filled in."""
        return self.entry.value()

    def arguments(self) -> dict[str, Any]:
        """The argument for a call, by the name of the parameter; empty if the call would take the same value by itself."""
        name, default, value = self.parameter.name, self.parameter.default, self.value()
        if value in _NOTHING:
            if self.parameter.secret or default is None or default is Declared.empty:
                return {}
            if isinstance(default, Variable) and not (self.parameter.optional and self.fallback()):
                return {}
        usual = self.fallback() if isinstance(default, Variable) else default
        return {} if self._same(value, usual) else {name: self._typed(value)}

    def _same(self, value: Any, usual: Any) -> bool:
        """Whether a call sends the same for both values."""
        if usual is Declared.empty:
            return False
        try:
            return self.parameter.check(value) == self.parameter.check(usual)
        except ValueError:
            return input_text(value) == input_text(usual)

    def _typed(self, value: Any) -> Any:
        try:
            checked = self.parameter.check(value)
        except ValueError:
            return value
        if self.parameter.secret:
            return Secret(checked)
        return value if self.entry.as_written and value not in _NOTHING else checked

    def fallback(self) -> str:
        """The value of the variable that an empty field takes its value from; "" if there is none."""
        default = self.parameter.default
        return self._environment.get(default.name, "") if isinstance(default, Variable) else ""

    def _say(self) -> None:
        parts = []
        if self.problem and not self._entry_shows_problem:
            parts.append(faces.element("p", self.problem, "kz-problem"))
        if self.parameter.traits.once and not self.problem and self.input.filled:
            parts.append(faces.element("p", self.parameter.traits.once, "kz-help"))
        else:
            parts.append(faces.element("p", self._help(), "kz-help"))
        self._below.value = html(*parts)

    def _help(self) -> str:
        value, default, sentences = self.value(), self.parameter.default, [self._own_help]
        if isinstance(default, Variable) and not self.parameter.secret and self._environment.is_secret(default.name):
            sentences = [self._own_help, f"If it is empty, the value of {default!r} is sent, which is not shown."]
        if isinstance(default, Variable) and not self.parameter.secret and value not in _NOTHING:
            known = self._environment.get(default.name)
            if value == known or value == [known]:
                name = self._environment.name_of(known or "")
                sentences = [f"{faces.isolated(name)}." if name else self._own_help, f"From {default!r}."]
        if self.parameter.longest:
            sentences = [f"{len(value or ''):,} of {self.parameter.longest:,} characters."]
        return " ".join(sentences)

    def text(self) -> str:
        """The value in plain text; "" if nothing is filled in."""
        return self.entry.text()
