"""Writes the test script of a step."""

import re

from kaizala_nb.toolkit.collection.paths import find, parts_of
from kaizala_nb.toolkit.collection.snippets.quoting import javascript_text
from kaizala_nb.toolkit.collection.step import Step


def saved_for_sure(step: Step) -> list[str]:
    """The variables that every reply fills: those for which the step's example of a reply has a value."""
    return [name for name, path in step.saves.items() if find(dict(step.reply), path) not in (None, "")]


def test_script(step: Step) -> list[str]:
    """The lines of a step's test script: it tests the status, and fills the variables from the reply."""
    lines = ['pm.test("The status is 200", () => pm.response.to.have.status(200));']
    if not step.saves:
        return lines
    lines.append("const reply = pm.response.json();")
    sure = saved_for_sure(step)
    for name, path in step.saves.items():
        copy = f"    pm.environment.set({javascript_text(name)}, {_expression(path)});"
        if name in sure:
            lines += [f"pm.test({javascript_text('The reply fills ' + name)}, () => {{"]
            lines += [f"    pm.expect({_expression(path)}).to.be.a('string').that.is.not.empty;", copy, "});"]
        elif ":base64" in path:
            lines += ["try {", copy, "} catch (unreadable) {", f"    // {_comment(name)} has to be given then", "}"]
        else:
            lines += [f"if ({_expression(path)}) {{", copy, "}"]
    return lines


def _expression(path: str) -> str:
    """The value at a path, as an expression in JavaScript."""
    code = "reply"
    for part in parts_of(path):
        code += f"[{javascript_text(part.field)}]" if part.field[0].isdigit() else f".{part.field}"
        if part.is_base64:
            code = f"JSON.parse(atob({code}))"
        if part.name:
            code += f'.find((one) => one.{part.name} === "{part.value}")'
        elif part.index is not None:
            code += f"[{part.index}]"
    return code


def _comment(text: str) -> str:
    return re.sub(r"[^\w-]", "_", text, flags=re.A)
