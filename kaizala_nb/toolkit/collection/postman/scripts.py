"""Test scripts: writes one for a step, and reads those of a file.

A script in somebody else's file is never run. But many scripts copy a value of the reply into a variable, and later requests need
that variable. Where the text of a script plainly does so, the copy is read from the text.
"""

import re
from collections.abc import Iterable, Iterator

from kaizala_nb.toolkit.collection.paths import find, parts_of
from kaizala_nb.toolkit.collection.snippets.quoting import javascript_text
from kaizala_nb.toolkit.collection.step import Step

_MOST = 100_000  # characters of a script that are read
_SET = re.compile(
    r"""(?:pm\.(?:environment|collectionVariables|globals|variables)\.set
        |postman\.set(?:Environment|Global)Variable)
        \s*\(\s*(["'])(?P<name>[^"'\r\n]{1,200})\1\s*,\s*(?P<value>[^;\r\n]{1,400}?)\s*\)\s*;?\s*$""",
    re.X | re.M,
)
_REPLY = re.compile(r"^(?:pm\.response\.json\(\)|\w+)\.")
_WORDS = [
    (re.compile(r"""\.find\(\s*\(?(\w+)\)?\s*=>\s*\1\.(\w+)\s*===?\s*["'](\w+)["']\s*\)"""), r"[\2=\3]"),
    (re.compile(r"JSON\.parse\(\s*atob\(\s*(\w+(?:\.\w+)+)\s*\)\s*\)"), r"\1:base64"),
]


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


def saves_of(scripts: Iterable[str]) -> dict[str, str]:
    """The paths in the reply that the scripts copy into variables, by variable: those that their text shows plainly."""
    return {name: path for script in scripts for name, path in _copies(script[:_MOST])}


def _copies(script: str) -> Iterator[tuple[str, str]]:
    for match in _SET.finditer(script):
        value = match["value"]
        for pattern, word in _WORDS:
            value = pattern.sub(word, value)
        path = _REPLY.sub("", value, count=1)
        try:
            parts_of(path)
        except ValueError:
            continue
        if path != value:
            yield match["name"], path


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
