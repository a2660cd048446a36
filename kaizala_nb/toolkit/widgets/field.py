"""A field of a form, for one parameter of a step: an entry with its label, its help, and what is wrong with it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import Parameter as Declared
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.masking import Secret
from kaizala_nb.toolkit.collection import Parameter, Variable
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.entry import Description, Entry, Raw
from kaizala_nb.toolkit.widgets.fields import Needs, entry_of
from kaizala_nb.toolkit.widgets.fields.files import FilesEntry
from kaizala_nb.toolkit.widgets.fields.lines import SecretEntry, input_text
from kaizala_nb.toolkit.widgets.incoming_files import ChosenFile
from kaizala_nb.toolkit.widgets.source import Source

_NOTHING: tuple[object, ...] = (None, "", [])


@dataclass(frozen=True)
class Checked:
    """What a check found: the value as it is sent, or what is wrong, by the paths of parts."""

    value: Any = None
    problems: dict[str, str] = field(default_factory=dict)


def _no_other(name: str) -> str:
    """There is no other field."""
    return ""


class Field:
    """A parameter in a form. ``entry`` is where the value is filled in, ``problems`` says what is wrong, by the paths of parts.

    Args:
        parameter: The parameter.
        environment: The variables.
        arguments: What the cell says, by the names of parameters; other names are ignored.
        help: A sentence below the field; the parameter's own if left out.
        value_of: Gives the value of another field of the form by the name of its parameter.
        entry: Where the value is filled in; what its kind has if left out.
    """

    def __init__(
        self,
        parameter: Parameter,
        environment: Environment,
        *,
        arguments: Mapping[str, Any],
        help: str = "",
        value_of: Callable[[str], str] = _no_other,
        entry: Entry | None = None,
    ) -> None:
        self.parameter = parameter
        self._environment = environment
        self._source = Source(parameter, environment)
        self._own_help = environment.masker(help or parameter.help)  # a file's may quote its secrets
        self._hint = ""
        self.problems: dict[str, str] = {}
        self._refused_secret = False
        self._stamp, self._by = 0, ""
        self.entry = entry or entry_of(parameter, Needs(value_of, environment))
        self._cell_arguments: dict[str, Any] = {}
        if parameter.name in arguments and not parameter.secret:
            self._cell_arguments = {parameter.name: arguments[parameter.name]}
        self._start(arguments)
        self._note_first()
        self._known = self._variable()

    def _start(self, arguments: Mapping[str, Any]) -> None:
        value = arguments.get(self.parameter.name, self._source.first())
        if self.parameter.secret:
            if value:
                self.entry.put(value)
            self._hint = "set by the cell, not stored" if value else self._source.secret_hint()
        else:
            self.entry.put(value)
        self.entry.follow()

    def _note_first(self) -> None:
        """Note what the cell says, to know later whether the person has changed it."""
        self._first_fingerprint, self._first_raw = self.entry.fingerprint(), _digest(self.entry.raw)

    # -- for the page ------------------------------------------------------------------------------------------------

    def describe(self) -> Description:
        """The field for the page: what it is, what stands in it (``raw``), and what is said of it.

        ``stamp`` counts how often the raw value has changed, ``by`` is the view that changed it last, "" for Python. ``cell`` tells
        one value that the cell gives from another.
        """
        parameter = self.parameter
        words = parameter.label + (" *" if self.needs_a_person else "")
        return (
            self.entry.describe()
            | {
                "name": parameter.name,
                "label": words,
                "wire": self._wire(),
                "required": self.needs_a_person and not self.fallback(),
                "longest": 0 if self.parameter.secret else parameter.longest or 0,
                "hint": self._hint or self.entry.hint,
                "help": self._help(),
                "problems": self.problems,
                "notes": self.entry.notes(),
                "raw": self.entry.raw,
                "stamp": self._stamp,
                "by": self._by,
                "cell": self._first_raw,
            }
            | ({"off": True} if self.is_off else {})
        )

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody has to fill it in. A variable of a file that has a value, or that a reply fills, waits for nobody."""
        is_given = self.parameter.place == "variable" and bool(self.fallback() or self._source.filler)
        return self.parameter.needed and not is_given

    def _wire(self) -> str:
        """What stands beside the label: the name in the request. For a value of a file it is where that travels."""
        if not self.parameter.state:
            return self.parameter.wire
        place = "" if self.parameter.place == self.parameter.label else self.parameter.place
        return ", ".join(filter(None, [place, "off" if self.is_off else ""]))

    @property
    def is_off(self) -> bool:
        """Whether it is switched off in the file, and nothing is filled in."""
        return self.parameter.state == "off" and self.entry.empty

    def read(self, raw: Raw, view: str = "") -> bool:
        """Take what stands on the page; gives whether it is something else than before. What was wrong is forgotten then."""
        if raw == self.entry.raw or self.parameter.secret:
            return False
        self.entry.read(raw)
        self.problems = {}
        self._changed_by(view)
        return True

    def give_secret(self, secret: str) -> None:
        """Take a secret that was typed on the page. A wrong one is forgotten."""
        entry = self._secret_entry()
        entry.give(secret)
        self.problems = {}
        try:
            self.parameter.check(entry.value())
            self._hint = "read, not stored"
        except ValueError as trouble:
            self.problems = {"": str(trouble)}
            entry.put("")
        self._refused_secret = bool(self.problems)

    def add_file(self, file: ChosenFile) -> None:
        """Add a file that somebody chose on the page."""
        if not isinstance(self.entry, FilesEntry):
            raise TypeError(f"{self.parameter.label} takes no files.")
        self.entry.add(file.name, file.type, bytes(file.content))
        self._changed_by("")
        self.check()

    def _secret_entry(self) -> SecretEntry:
        if not isinstance(self.entry, SecretEntry):
            raise TypeError(f"{self.parameter.label} is no secret.")
        return self.entry

    def _changed_by(self, view: str) -> None:
        self._stamp += 1
        self._by = view

    # -- the value ---------------------------------------------------------------------------------------------------

    @property
    def by_hand(self) -> bool:
        """Whether the person has changed the value. A secret never counts, because nothing may keep it."""
        return not self.parameter.secret and self.entry.fingerprint() != self._first_fingerprint

    def put(self, value: Any) -> None:
        """Fill in a value, in any form that a call takes."""
        if self.parameter.secret:
            self.give_secret(input_text(value))
        else:
            self.entry.put(value)
            self._changed_by("")
            self.check()

    def as_in_cell(self) -> None:
        """Bring back what the cell says, or what the variable holds now."""
        if not self.parameter.secret:
            raw = self.entry.raw
            self._start(self._cell_arguments)
            self._note_first()
            self.problems = {}
            if self.entry.raw != raw:
                self._changed_by("")
        elif self.entry.empty:
            self._hint = self._source.secret_hint()

    def renew(self) -> None:
        """Bring the value of the variable up to date, when the cell was run again, unless the person has changed the field."""
        if isinstance(self.parameter.default, Variable) and not self._cell_arguments and not self.by_hand:
            self.as_in_cell()

    def follow_variable(self) -> bool:
        """Renew it if its variable has changed; gives whether it has. To a page that is no change by a person or by code."""
        known, self._known = self._known, self._variable()
        if self._known == known or self.by_hand:
            return False
        self.renew()
        self._by = "a variable"
        return True

    def _variable(self) -> str | bool:
        """The value of its variable; for a secret, whether there is one."""
        if self.parameter.state:
            return self._source.variables_in(self.value())
        return bool(self.fallback()) if self.parameter.secret else self.fallback()

    def take_over(self, former: "Field") -> None:
        """Fill in what was filled in in the field of a former form."""
        self.entry.take_over(former.entry)
        self._changed_by("")
        self.check()

    @property
    def problem(self) -> str:
        """A sentence about what is wrong with the value; "" if nothing is."""
        return next(iter(self.problems.values()), "")

    def check(self) -> Checked:
        """Check the value. ``problems`` then says what is wrong with it."""
        if self._refused_secret and not self.value():
            self._refused_secret = False  # the wrong secret is gone; its problem stays until the next check
            return Checked(problems=self.problems)
        checked = self.checked()
        self.problems = checked.problems
        return checked

    def checked(self) -> Checked:
        """What a check finds. The field says nothing of it."""
        problems = self.entry.problems()
        if problems:
            return Checked(problems=problems)
        value = self._to_send()
        try:
            checked = self.parameter.check(value)
        except ValueError as trouble:
            return Checked(problems={"": str(trouble) + self._unset(value)})
        return Checked(Secret(checked) if self.parameter.secret and checked else checked)

    def _to_send(self) -> Any:
        """The value that a call takes: what is filled in, or else the default. An optional field that was emptied stays empty."""
        value, default = self.value(), self.parameter.default
        if value not in _NOTHING:
            return value
        if isinstance(default, Variable):
            is_emptied = self.parameter.optional and not self.parameter.secret and bool(self.fallback())
            return value if is_emptied else self.fallback() or None
        if default is None or default is Declared.empty:
            return None
        return default if self.parameter.secret else value

    def _unset(self, value: Any) -> str:
        """A sentence to add to a problem: the variable that an empty field takes its value from is empty too."""
        default = self.parameter.default
        return f" {default!r} is not set." if isinstance(default, Variable) and value in _NOTHING else ""

    def reset(self) -> None:
        """Forget a secret, and its problem."""
        self.entry.put("")
        self._hint, self.problems, self._refused_secret = "", {}, False

    def sent(self) -> None:
        """Note that a request with this value was sent. Some secrets work once only, and are forgotten."""
        if self.parameter.traits.once:
            self.reset()

    def follow(self) -> None:
        """Adapt to the other fields of the form, one of which has changed."""
        raw = self.entry.raw
        self.entry.follow()
        if self.entry.raw != raw:
            self._changed_by("")

    def value(self) -> Any:
        """The value as it is filled in."""
        return self.entry.value()

    def arguments(self, checked: Checked) -> dict[str, Any]:
        """The argument for a call, by the name of the parameter; empty if the call would take the same value by itself.

        ``checked`` is what the check of this value found; nothing is wrong with it.
        """
        name, default, value = self.parameter.name, self.parameter.default, self.value()
        if value in _NOTHING:
            if self.parameter.secret or default is None or default is Declared.empty:
                return {}
            if isinstance(default, Variable) and not (self.parameter.optional and self.fallback()):
                return {}
        usual = self.fallback() if isinstance(default, Variable) else default
        if self._is_usual(checked.value, usual):
            return {}
        if self.parameter.secret:
            return {name: checked.value}
        return {name: value if self.entry.as_written and value not in _NOTHING else checked.value}

    def _is_usual(self, checked: Any, usual: Any) -> bool:
        """Whether a call sends this value by itself."""
        if usual is Declared.empty:
            return False
        if usual in _NOTHING:
            return bool(checked == usual)
        if checked == [usual] or (type(checked) is type(usual) and checked == usual):
            return True
        try:
            return bool(checked == self.parameter.check(usual))
        except ValueError:
            return False

    def fallback(self) -> str:
        """The value of the variable that an empty field takes its value from; "" if there is none."""
        return self._source.value()

    def _help(self) -> str:
        if self.parameter.traits.once and not self.problems and not self.entry.empty:
            return self.parameter.traits.once
        filled = self._environment.masker(f"{self._source.filler} fills it.") if self._source.filler else ""
        value, default, sentences = self.value(), self.parameter.default, [filled, self._own_help]
        if self.parameter.state:
            return " ".join(filter(None, [self._own_help, self._source.variables_in(value)]))
        if isinstance(default, Variable) and not self.parameter.secret and self._source.is_hidden:
            sentences += [f"If it is empty, the value of {default!r} is sent, which is not shown."]
        elif (
            isinstance(default, Variable)
            and not self.parameter.secret
            and value in _NOTHING
            and self._to_send() not in _NOTHING
        ):
            sentences += [f"It is empty, so the value of {default!r} is sent."]
        is_told = self.parameter.place == "variable"  # its own help says which variable it is
        if isinstance(default, Variable) and not self.parameter.secret and value not in _NOTHING and not is_told:
            known = self._environment.get(default.name)
            if value == known or value == [known]:
                name = self._environment.name_of(known or "")
                sentences = [f"{faces.isolated(name)}." if name else self._own_help, f"From {default!r}."]
        if self.parameter.longest:
            sentences = [f"{len(value or ''):,} of {self.parameter.longest:,} characters."]
        return " ".join(filter(None, sentences))

    def told(self) -> str:
        """What is sent, in plain text; "" if that is nothing. A secret is not shown."""
        if filled_in := self.entry.text():
            return filled_in
        if self.parameter.state == "on" and not self.by_hand:
            source = "as in the file"
        elif self._to_send() not in _NOTHING:
            source = f"the value of {self.parameter.default!r}"
        else:
            return ""
        return f"{source}, not shown" if self._source.is_hidden else source

    def text(self) -> str:
        """The value in plain text; "" if nothing is filled in."""
        return self.entry.text()


def _digest(raw: Raw) -> str:
    """A few characters that tell one raw value from another."""
    return hashlib.sha256(json.dumps(raw).encode()).hexdigest()[:12]
