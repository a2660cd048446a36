"""What a text of JavaScript can do."""

from collections.abc import Callable, Sequence

from kaizala_nb.toolkit.collection.scripts.literals import UNDEFINED
from kaizala_nb.toolkit.collection.scripts.machine import Machine
from kaizala_nb.toolkit.collection.scripts.patterns import Found, Pattern, groups
from kaizala_nb.toolkit.collection.scripts.values import (
    LONGEST,
    SPACES,
    Lost,
    Native,
    Unknown,
    Value,
    callable_,
    number,
    string,
)

Arguments = Sequence[Value]
_OTHERS = {
    "anchor", "big", "blink", "bold", "codePointAt", "fixed", "fontcolor", "fontsize", "isWellFormed", "italics", "link",
    "localeCompare", "matchAll", "normalize", "small", "strike", "sub", "sup", "toLocaleLowerCase", "toLocaleUpperCase",
    "toWellFormed", "trimLeft", "trimRight", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString",
}  # fmt: skip


def text_member(machine: Machine, text: str, name: str) -> Value:
    """A member of a text."""
    if name == "length":
        return float(length(text))
    if name.isdigit():
        return _plain(text)[int(name)] if int(name) < len(text) else UNDEFINED
    if name in _METHODS:
        method = _METHODS[name]
        return Native(name, lambda arguments: method(text, arguments))
    if name in ("replace", "replaceAll"):
        return Native(name, lambda arguments: _replace(machine, text, arguments, name == "replaceAll"))
    if name in _OTHERS:
        raise Lost(machine.why(f"{name} of a text is not understood"))
    return UNDEFINED


def length(text: str) -> int:
    """How long a text is, as JavaScript counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _plain(text: str) -> str:
    if not text.isascii() and any(ord(letter) > 0xFFFF for letter in text):
        raise Lost("a place in a text with rare characters is not certain")
    return text


def argument(arguments: Arguments, index: int, otherwise: Value = UNDEFINED) -> Value:
    """One of the values that a function is called with."""
    return arguments[index] if index < len(arguments) else otherwise


def place(value: Value, otherwise: float = 0) -> int:
    """A value as a whole number for a place, within bounds."""
    if value is UNDEFINED:
        return int(otherwise)
    held = number(value)
    if held != held:
        return 0
    return int(max(-(2**53), min(2**53, held)))


def span(arguments: Arguments, size: int) -> tuple[int, int]:
    """Where ``slice`` begins and ends."""
    start, end = place(argument(arguments, 0)), place(argument(arguments, 1), size)
    start = max(size + start, 0) if start < 0 else min(start, size)
    end = max(size + end, 0) if end < 0 else min(end, size)
    return start, max(start, end)


def _slice(text: str, arguments: Arguments) -> Value:
    start, end = span(arguments, len(_plain(text)))
    return text[start:end]


def _substring(text: str, arguments: Arguments) -> Value:
    size = len(_plain(text))
    start, end = place(argument(arguments, 0)), place(argument(arguments, 1), size)
    first, last = sorted((min(max(start, 0), size), min(max(end, 0), size)))
    return text[first:last]


def _substr(text: str, arguments: Arguments) -> Value:
    size = len(_plain(text))
    start = place(argument(arguments, 0))
    start = max(size + start, 0) if start < 0 else min(start, size)
    return text[start : start + max(0, place(argument(arguments, 1), size))]


def _index_of(text: str, arguments: Arguments) -> Value:
    start = min(max(place(argument(arguments, 1)), 0), len(_plain(text)))
    return float(text.find(string(argument(arguments, 0)), start))


def _last_index_of(text: str, arguments: Arguments) -> Value:
    if len(arguments) > 1:
        raise Lost("lastIndexOf with a place is not understood")
    return float(_plain(text).rfind(string(argument(arguments, 0))))


def _split(text: str, arguments: Arguments) -> Value:
    by = argument(arguments, 0)
    if by is UNDEFINED:
        parts = [text]
    elif isinstance(by, Pattern):
        parts = _split_by_pattern(text, by)
    elif string(by) == "":
        parts = list(_plain(text))
    else:
        parts = text.split(string(by))
    most = argument(arguments, 1)
    return list(parts if most is UNDEFINED else parts[: max(0, place(most))])


def _split_by_pattern(text: str, by: Pattern) -> list[str]:
    parts, start = [], 0
    while match := by.search(text, start):
        if match.end() == match.start() or match.groups():
            raise Lost(f"splitting by the pattern {by.text[:80]} is not understood")
        parts.append(text[start : match.start()])
        start = match.end()
    return [*parts, text[start:]]


def _char_at(text: str, arguments: Arguments) -> Value:
    index = place(argument(arguments, 0))
    return _plain(text)[index] if 0 <= index < len(text) else ""


def _char_code_at(text: str, arguments: Arguments) -> Value:
    index = place(argument(arguments, 0))
    return float(ord(_plain(text)[index])) if 0 <= index < len(text) else float("nan")


def _at(text: str, arguments: Arguments) -> Value:
    index = place(argument(arguments, 0))
    return _plain(text)[index] if -len(text) <= index < len(text) else UNDEFINED


def _pad(text: str, arguments: Arguments, before: bool) -> Value:
    missing = place(argument(arguments, 0)) - length(text)
    filler = string(argument(arguments, 1, " "))
    if missing <= 0 or not filler:
        return text
    if missing > LONGEST:
        raise Lost("a text gets too long")
    padding = (filler * (missing // len(filler) + 1))[:missing]
    return padding + text if before else text + padding


def _repeat(text: str, arguments: Arguments) -> Value:
    times = place(argument(arguments, 0))
    if times < 0 or times * len(text) > LONGEST:
        raise Lost("a text gets too long")
    return text * times


def _includes(text: str, arguments: Arguments) -> Value:
    if isinstance(argument(arguments, 0), Pattern) or len(arguments) > 1:
        raise Lost("includes is not understood here")
    return string(argument(arguments, 0)) in text


def _starts(text: str, arguments: Arguments) -> Value:
    start = max(0, place(argument(arguments, 1)))
    return text[start:].startswith(string(argument(arguments, 0)))


def _ends(text: str, arguments: Arguments) -> Value:
    if len(arguments) > 1:
        raise Lost("endsWith with a place is not understood")
    return text.endswith(string(argument(arguments, 0)))


def _match(text: str, arguments: Arguments) -> Value:
    pattern = argument(arguments, 0)
    if not isinstance(pattern, Pattern):
        raise Lost("match is not understood here")
    if "g" not in pattern.flags:
        match = pattern.search(text)
        return None if match is None else Found.of(match, text)
    found: list[Value] = []
    start = 0
    while len(found) < 1000 and start <= len(text) and (match := pattern.search(text, start)):
        found.append(match[0])
        start = match.end() + (1 if match.end() == match.start() else 0)
    return found or None


def _search(text: str, arguments: Arguments) -> Value:
    pattern = argument(arguments, 0)
    if not isinstance(pattern, Pattern):
        raise Lost("search is not understood here")
    match = pattern.search(text)
    return -1.0 if match is None else float(match.start())


def _replace(machine: Machine, text: str, arguments: Arguments, everywhere: bool) -> Value:
    wanted, new = argument(arguments, 0), argument(arguments, 1)
    if not callable_(new) and "$" in string(new):
        raise Lost("a replacement with $ is not understood")

    def give(found: list[Value], index: int) -> str:
        return _known_text(machine.call(new, [*found, float(index), text])) if callable_(new) else string(new)

    parts, start = [], 0
    if isinstance(wanted, Pattern):
        everywhere = everywhere or "g" in wanted.flags
    for _ in range(10_000):
        if isinstance(wanted, Pattern):
            match = wanted.search(text, start) if start <= len(text) else None
            found = None if match is None else (match.start(), match.end(), groups(match))
        else:
            index = text.find(string(wanted), start)
            found = None if index < 0 else (index, index + len(string(wanted)), [string(wanted)])
        if found is None:
            break
        first, last, held = found
        if first == last and everywhere:
            raise Lost("replacing nothing by something is not understood")
        parts += [text[start:first], give([UNDEFINED if one is None else one for one in held], first)]
        start = last
        if sum(map(len, parts[-2:])) + start > LONGEST or len(parts) * len(parts[-1]) > LONGEST:
            raise Lost("a text gets too long")
        if not everywhere:
            break
    return "".join([*parts, text[start:]])


def _known_text(value: Value) -> str:
    if isinstance(value, Unknown):
        raise Lost(value.why)
    return string(value)


def _concat(text: str, arguments: Arguments) -> Value:
    return text + "".join(map(string, arguments))


_METHODS: dict[str, Callable[[str, Arguments], Value]] = {
    "toString": lambda text, arguments: text,
    "valueOf": lambda text, arguments: text,
    "trim": lambda text, arguments: text.strip(SPACES),
    "trimStart": lambda text, arguments: text.lstrip(SPACES),
    "trimEnd": lambda text, arguments: text.rstrip(SPACES),
    "toUpperCase": lambda text, arguments: text.upper(),
    "toLowerCase": lambda text, arguments: text.lower(),
    "slice": _slice,
    "substring": _substring,
    "substr": _substr,
    "indexOf": _index_of,
    "lastIndexOf": _last_index_of,
    "split": _split,
    "charAt": _char_at,
    "charCodeAt": _char_code_at,
    "at": _at,
    "padStart": lambda text, arguments: _pad(text, arguments, True),
    "padEnd": lambda text, arguments: _pad(text, arguments, False),
    "repeat": _repeat,
    "includes": _includes,
    "has": _includes,  # Postman gives it to each text
    "startsWith": _starts,
    "endsWith": _ends,
    "match": _match,
    "search": _search,
    "concat": _concat,
}
