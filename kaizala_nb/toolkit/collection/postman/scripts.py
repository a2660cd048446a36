"""Test scripts: written for a step, and read off a file's.

A script that was written by somebody else is never run. What it plainly copies from the reply into a variable, as all scripts of
the collection do, is read off its text, so that the requests after it find what they need.
"""

import re
from collections.abc import Iterable, Iterator

from kaizala_nb.toolkit.collection.paths import find, parts_of
from kaizala_nb.toolkit.collection.snippets.quoting import javascript_text
from kaizala_nb.toolkit.collection.step import Step

_MOST = 100_000  # characters of a script that are looked at
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
    """The variables that every reply fills: those that the reply on record has something for."""
    return [name for name, path in step.saves.items() if find(dict(step.reply), path) not in (None, "")]


def test_script(step: Step) -> list[str]:
    """The lines of a step's test: the status, and the variables that the reply fills."""
    lines = ['pm.test("The status is 200", () => pm.response.to.have.status(200));']
    if not step.saves:
        return lines
    lines.append("const reply = pm.response.json();")
    sure = saved_for_sure(step)
    for name, path in step.saves.items():
        kept = f"    pm.environment.set({javascript_text(name)}, {_expression(path)});"
        if name in sure:
            lines += [f"pm.test({javascript_text('The reply fills ' + name)}, () => {{"]
            lines += [f"    pm.expect({_expression(path)}).to.be.a('string').that.is.not.empty;", kept, "});"]
        elif ":base64" in path:
            lines += ["try {", kept, "} catch (unreadable) {", f"    // {_comment(name)} has to be given then", "}"]
        else:
            lines += [f"if ({_expression(path)}) {{", kept, "}"]
    return lines


def saves_of(scripts: Iterable[str]) -> dict[str, str]:
    """What the scripts copy from the reply into variables, as far as their text says so plainly."""
    return {name: path for script in scripts for name, path in _copies(script[:_MOST])}


def _copies(script: str) -> Iterator[tuple[str, str]]:
    for found in _SET.finditer(script):
        value = found["value"]
        for pattern, word in _WORDS:
            value = pattern.sub(word, value)
        path = _REPLY.sub("", value, count=1)
        try:
            parts_of(path)
        except ValueError:
            continue
        if path != value:
            yield found["name"], path


def _expression(path: str) -> str:
    """Where a value stands, in JavaScript."""
    said = "reply"
    for part in parts_of(path):
        said += f".{part.field}" if not part.field[0].isdigit() else f"[{javascript_text(part.field)}]"
        if part.hidden:
            said = f"JSON.parse(atob({said}))"
        if part.name:
            said += f'.find((one) => one.{part.name} === "{part.wanted}")'
        elif part.index is not None:
            said += f"[{part.index}]"
    return said


def _comment(text: str) -> str:
    return re.sub(r"[^\w-]", "_", text, flags=re.A)
