"""One parameter of a step as something to fill in: label and name on the wire, input, help, and what is wrong with it."""

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
from kaizala_nb.toolkit.widgets.fields.lines import written
from kaizala_nb.toolkit.widgets.inputs import EnterKey
from kaizala_nb.toolkit.widgets.style import html

_NOTHING = (None, "", [])


def _no_other(name: str) -> str:
    """A field that stands alone."""
    return ""


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
        value_of: Callable[[str], str] = _no_other,
    ) -> None:
        self.parameter = parameter
        self._environment = environment
        self._on_change = on_change
        self._own_help = help or parameter.help
        self._below = widgets.HTML()
        self.problem = ""
        self._marked = ""
        self._gone_wrong = False
        self._ready = False
        words = parameter.label + (" *" if parameter.needed else "")
        common = {"description": label(words, parameter.wire), "description_allow_html": True}
        self.entry = entry_of(parameter, Needs(self._changed, value_of, environment, common))
        head = []
        if not hasattr(self.entry.box, "description"):  # it has several parts: the label stands above them all
            head = [widgets.HTML(html(f'<div class="kz-label">{label(words, parameter.wire)}</div>'))]
            self.entry.called(parameter.label)
        self.box = widgets.VBox([*head, self.entry.box, self._below])
        if head:
            self.box.add_class("kz-many")
        self._given = {} if parameter.secret else {name: given[name] for name in (parameter.name,) if name in given}
        self._start(given)
        self._began = self.entry.compared()
        if isinstance(self.entry.box, widgets.Text):
            EnterKey(self.entry.box, on_enter)
        self._ready = True
        self._say()

    def _start(self, given: Mapping[str, Any]) -> None:
        value = given.get(self.parameter.name, self._default())
        if self.parameter.secret:
            if value:
                self.entry.put(value)
                self.input.placeholder = "given, not stored"
            else:
                self.input.placeholder = self._secret_hint()
        else:
            self.entry.put(value)
        self.entry.follow()

    @property
    def by_hand(self) -> bool:
        """Whether something else stands here than the cell says. A secret is nobody's to see or to keep."""
        return not self.parameter.secret and self.entry.compared() != self._began

    def as_in_cell(self) -> None:
        """Let stand here what the cell says, or the variable as it is now."""
        if not self.parameter.secret:
            self._quietly(lambda: self._start(self._given))
            self._began, self.problem = self.entry.compared(), ""
        elif not self.input.filled:
            self.input.placeholder = self._secret_hint()
        self._say()

    def renew(self) -> None:
        """The cell was run again: where nothing was put in by hand, the variable may hold something else by now."""
        if isinstance(self.parameter.default, Variable) and not self._given and not self.by_hand:
            self.as_in_cell()

    def take_over(self, former: "Field") -> None:
        """Let stand here what was put into the field of a former form."""
        self._quietly(lambda: self.entry.take_over(former.entry))
        self.check()

    def _quietly(self, put: Callable[[], None]) -> None:
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
            held = self._environment.get(default.name, "")
            return [held] if held and self.parameter.kind == "texts" else held
        return None if default is Declared.empty or self.parameter.secret else default

    @property
    def input(self) -> widgets.DOMWidget:
        """Where the keyboard goes on when something is wrong here."""
        return self.entry.to_focus

    def _secret_hint(self) -> str:
        default = self.parameter.default
        return (
            f"From {default!r}. Not shown."
            if isinstance(default, Variable) and self._environment.get(default.name)
            else ""
        )

    def _changed(self) -> None:
        if not self._ready:
            return
        if self.parameter.secret:
            self._secret_came()
        else:
            self.check()
        self._on_change()

    def _secret_came(self) -> None:
        self.problem = ""
        try:
            self.parameter.check(self.entry.shown())
            self.input.placeholder = "read, not stored"
        except ValueError as trouble:
            self.problem = str(trouble)
            self.input.take()
        self._gone_wrong = bool(self.problem)
        self._say()

    @property
    def _said_inside(self) -> bool:
        """Whether a row says already what is wrong."""
        return self.entry.says_itself and self.problem == self._marked

    def check(self) -> bool:
        """Look at the value, and say beside the field what is wrong with it. True if nothing is."""
        value = self.shown()
        if self._gone_wrong and not value:
            self._gone_wrong = (
                False  # what was typed was wrong, and is gone: the reason stands once, then the field is empty
            )
            return False
        if value in _NOTHING and self.fallback():
            value = self.fallback()
        self.problem = self._marked = self.entry.mark()
        if not self.problem:
            try:
                self.parameter.check(value)
            except ValueError as trouble:
                self.problem = str(trouble) + self._unset(value)
        self._say()
        return not self.problem

    def _unset(self, value: Any) -> str:
        """That the variable which fills the field when it is empty holds nothing."""
        default = self.parameter.default
        return f" {default!r} is not set." if isinstance(default, Variable) and value in _NOTHING else ""

    def reset(self) -> None:
        """Forget a secret that was read, and what was said about it."""
        self.input.take()
        self.input.placeholder, self.problem, self._gone_wrong = "", "", False
        self._say()

    def sent(self) -> None:
        """A request has gone out with what stands here. Some secrets are good for one."""
        if self.parameter.traits.once:
            self.reset()

    def follow(self) -> None:
        """Another field of the form has changed."""
        self.entry.follow()

    def shown(self) -> Any:
        """The value as it stands in the field."""
        return self.entry.shown()

    def given(self) -> dict[str, Any]:
        """What the field adds to a call: nothing where it shows just what the call would take anyway."""
        name, default, value = self.parameter.name, self.parameter.default, self.shown()
        if value in _NOTHING:
            if self.parameter.secret or default is None or default is Declared.empty:
                return {}
            if isinstance(default, Variable) and not (self.parameter.optional and self.fallback()):
                return {}
        usual = self.fallback() if isinstance(default, Variable) else default
        return {} if self._same(value, usual) else {name: self._typed(value)}

    def _same(self, value: Any, usual: Any) -> bool:
        """Whether a call takes the two for the same."""
        if usual is Declared.empty:
            return False
        try:
            return self.parameter.check(value) == self.parameter.check(usual)
        except ValueError:
            return written(value) == written(usual)

    def _typed(self, value: Any) -> Any:
        try:
            checked = self.parameter.check(value)
        except ValueError:
            return value
        if self.parameter.secret:
            return Secret(checked)
        return value if self.entry.as_written and value not in _NOTHING else checked

    def fallback(self) -> str:
        """What the variable that it comes from holds; "" where there is none."""
        default = self.parameter.default
        return self._environment.get(default.name, "") if isinstance(default, Variable) else ""

    def _say(self) -> None:
        parts = [faces.element("p", self.problem, "kz-problem")] if self.problem and not self._said_inside else []
        if self.parameter.traits.once and not self.problem and self.input.filled:
            parts.append(faces.element("p", self.parameter.traits.once, "kz-help"))
        else:
            parts.append(faces.element("p", self._help(), "kz-help"))
        self._below.value = html(*parts)

    def _help(self) -> str:
        value, default, said = self.shown(), self.parameter.default, [self._own_help]
        if isinstance(default, Variable) and not self.parameter.secret and self._environment.is_secret(default.name):
            said = [self._own_help, f"Left empty, it is what {default!r} holds, which is not shown."]
        if isinstance(default, Variable) and not self.parameter.secret and value not in _NOTHING:
            held = self._environment.get(default.name)
            if value == held or value == [held]:
                name = self._environment.name_of(held or "")
                said = [f"{faces.isolated(name)}." if name else self._own_help, f"From {default!r}."]
        if self.parameter.longest:
            said = [f"{len(value or ''):,} of {self.parameter.longest:,} characters."]
        return " ".join(said)

    def text(self) -> str:
        """The value in plain text; "" where nothing stands here."""
        return self.entry.text()
