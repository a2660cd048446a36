"""Where a field takes its value from while nothing is filled in: the default of its parameter, or a variable."""

from inspect import Parameter as Declared
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Parameter, Variable, templates
from kaizala_nb.toolkit.display import faces

_MOST_NAMES = 5  # variables of a text that a field speaks of
_LONGEST_VALUE = 80  # characters of a variable's value there


class Source:
    """The default of a parameter, and the variable that it names.

    Args:
        parameter: The parameter.
        environment: The variables.
    """

    def __init__(self, parameter: Parameter, environment: Environment) -> None:
        self._parameter = parameter
        self._environment = environment

    def value(self) -> str:
        """The value of the variable; "" if there is none."""
        default = self._parameter.default
        return self._environment.get(default.name, "") if isinstance(default, Variable) else ""

    def first(self) -> Any:
        """What stands in the field at the start; None for nothing, and for what is never shown."""
        default = self._parameter.default
        if isinstance(default, Variable):
            if self.is_hidden:
                return None
            value = self.value()
            return [value] if value and self._parameter.kind == "texts" else value
        return None if default is Declared.empty or self._parameter.secret else default

    @property
    def is_hidden(self) -> bool:
        """Whether the value that an empty field sends is never shown."""
        default = self._parameter.default
        return self._parameter.secret or (isinstance(default, Variable) and self._environment.is_secret(default.name))

    @property
    def filler(self) -> str:
        """The request whose reply fills the variable of a file; "" if none does, or if the variable has a value."""
        default = self._parameter.default
        if self._parameter.place != "variable" or not isinstance(default, Variable) or self.value():
            return ""  # to look through the scripts of a large collection takes long
        return self._environment.filled_by.get(default.name, "")

    def secret_hint(self) -> str:
        """What stands in the empty field of a secret: where its value comes from; "" if there is none."""
        default = self._parameter.default
        if not isinstance(default, Variable) or not self.value():
            return ""
        return "Set, and not shown." if self._parameter.place == "variable" else f"From {default!r}. Not shown."

    def variables_in(self, value: Any) -> str:
        """The values of the variables that stand in a text: "{{book_id}} is 17 now."."""
        names = templates.names([value]) if isinstance(value, str) else []
        return " ".join(f"{{{{{name}}}}} {self._now(name)}" for name in names[:_MOST_NAMES])

    def _now(self, name: str) -> str:
        value = self._environment.get(name)
        if name.startswith("$"):
            return "is made up for each sending."
        if value is None or value == "":
            return "is not set."
        if self._environment.is_secret(name):
            return "has a value, which is not shown."
        return f"is {faces.cut(value, _LONGEST_VALUE)} now."
