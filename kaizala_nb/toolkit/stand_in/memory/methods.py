"""Which values have a method of JavaScript. A call in a script tells so what kind of value a reply should have."""

from collections.abc import Mapping
from typing import Any

_TEXTS = """
    anchor big blink bold charAt charCodeAt codePointAt endsWith fixed fontcolor fontsize isWellFormed italics link localeCompare
    match matchAll normalize padEnd padStart repeat replace replaceAll search small split startsWith strike sub substr substring
    sup toLocaleLowerCase toLocaleUpperCase toLowerCase toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart
"""
_LISTS = """
    copyWithin each entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach join keys map pop push
    reduce reduceRight reverse shift some sort splice toReversed toSorted toSpliced unshift values with
"""
_TEXTS_AND_LISTS = "at concat includes indexOf lastIndexOf slice"  # a script that calls these mostly has a list
_NUMBERS = "toExponential toFixed toPrecision"

_KINDS: Mapping[str, Any] = {_TEXTS: "", _LISTS: [], _TEXTS_AND_LISTS: [], _NUMBERS: 0}
_VALUES = {name: value for names, value in _KINDS.items() for name in names.split()}


def value_with(method: str) -> Any:
    """An empty value of JSON that has a method; None if any value has it, or none of JSON's."""
    return _VALUES.get(method)


def is_certain(method: str) -> bool:
    """Whether only one kind of value has the method."""
    return method in _VALUES and method not in _TEXTS_AND_LISTS.split()
