"""The rules of a style sheet that some HTML needs. Each output of a notebook brings its own, and a notebook has many outputs."""

import re
from functools import cache
from typing import NamedTuple

_RULE = re.compile(r"\s*([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")  # the rules inside @media have braces of their own
_CLASS = re.compile(r"\.([\w-]+)")
_TAG = re.compile(
    r"(?<![\w.:#@-])(?:dl|dt|dd|details|summary|pre|table|thead|tbody|tr|th|td|code|img|ol|li|p|h3|h4|progress)\b"
)


class _Rule(NamedTuple):
    """A rule, and for each of its selectors the classes and tags that must be there."""

    text: str
    needs: tuple[tuple[str, ...], ...]


def used(sheet: str, html: str) -> str:
    """The rules of a style sheet that may apply in the HTML, in their order. One rule too many does no harm."""
    return "".join(
        rule.text for rule in _rules(sheet) if any(all(one in html for one in needs) for needs in rule.needs)
    )


@cache
def _rules(sheet: str) -> tuple[_Rule, ...]:
    return tuple(_Rule(found[0].strip(), tuple(map(_needs, _selectors(found)))) for found in _RULE.finditer(sheet))


def _selectors(rule: re.Match[str]) -> list[str]:
    """The selectors of a rule; those of the rules inside, if it is one of ``@media``."""
    heads = [rule[1]] if not rule[1].lstrip().startswith("@") else re.findall(r"([^{}]+)\{", rule[2])
    return [
        selector
        for head in heads
        for selector in re.split(r",(?![^()]*\))", re.sub(r":(is|has|not)\([^()]*\)", "", head))
    ]


def _needs(selector: str) -> tuple[str, ...]:
    return (*_CLASS.findall(selector), *(f"<{tag}" for tag in _TAG.findall(selector)))
