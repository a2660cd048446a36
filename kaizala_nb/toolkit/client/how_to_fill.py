"""What to do about a value that is missing or wrong."""

from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.client.code import line_of
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Step, Variable
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.plain import plain


def how_to_fill(step: Step, name: str, problem: str, environment: Environment, given: object) -> tuple[str, str]:
    """What to do about a problem: in a call, and in a form. ``given`` is the value that a call gave, if it gave one."""
    parameter = next((parameter for parameter in step.parameters if parameter.name == name), None)
    if parameter is None:  # a variable that only the value of another one names
        way = f"Give {step.service.variable}.environment[{name!r}] = ..."
        return way, way
    if isinstance(parameter.default, Variable) and problem.endswith("is not set."):
        variable = parameter.default.name
        way, filler = environment.how_to_give(variable), environment.fillers.get(variable)
        if way:
            return way, way
        if filler is not None:
            fills = f"The reply of {environment.masker(filler.name)} fills {{{{{variable}}}}}"
            way = f"{fills}: {line_of(filler, environment)}"
            return f"{way}\nOr give {name}=...", f"{way}\nOr fill in the field."
        if isinstance(step, ForeignStep) and variable == step.token_variable:
            return _how_to_give_token(step)
        in_code = f"{step.service.variable}.environment[{variable!r}] = ..."
        return f"Give {name}=..., or {in_code}", f"Fill in the field, or give {in_code}"
    correct = f"Correct {name}=... and send again."
    lists = [one.name for one in step.parameters if one.traits.several]
    if name not in lists and len(lists) == 1 and isinstance(plain(given), list | tuple | set):
        correct = f"A list goes to {lists[0]}: {lists[0]}=[...]\n{correct}"
    return correct, errors.CORRECT_IN_FORM


def _how_to_give_token(step: ForeignStep) -> tuple[str, str]:
    """How to give an access token: in a call, and in a form. No cell of a notebook keeps it."""
    api, variable = step.service.variable, step.token_variable
    line = f"import getpass; {api}.environment[{variable!r}] = getpass.getpass()"
    return (
        f"Paste it into the form, {api}.{step.attribute}.form(); or run this line, which asks for it:\n{line}",
        f"Paste it into the field; or run this line, which asks for it:\n{line}",
    )
