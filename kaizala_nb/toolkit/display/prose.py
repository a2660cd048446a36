"""What a description in Markdown begins with, as a plain text of one line."""

import html
import re

_MOST_READ = 8_000  # characters
_NO_PROSE = re.compile(r"\s*(?:\||\[[^\]]+\]:|[-*_=|: ]+$|<!--)")  # a table, where a link leads, a rule, a comment
_HEADING = re.compile(r"\s*#{1,6}(?!#)\s*")
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_BEGINNING = re.compile(r"^\s*(?:>\s*|(?:[-*+]|\d{1,9}[.)])\s+)+")
_EMPHASIS = (re.compile(r"(\*{1,3}|~~)(?=\S)([^*~]+)(?<=\S)\1"), r"\2")
_MARKS = (
    (re.compile(r"!\[[^\[\]]*\]\([^()]*\)"), " "),
    (re.compile(r"<((?:https?|mailto):[^<>\s]*)>|\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1\2"),
    (re.compile(r"<[/!A-Za-z][^<>]*>"), " "),
    _EMPHASIS,
    _EMPHASIS,  # one inside another
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_]+)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def first_paragraph(markdown: str) -> str:
    """The first paragraph of a text in Markdown, without its marks; of a text without one, its first heading."""
    heading, paragraph = "", list[str]()
    lines = markdown[:_MOST_READ].splitlines()
    in_code = False
    for line, below in zip(lines, [*lines[1:], ""], strict=False):
        if _FENCE.match(line):
            in_code = not in_code
        is_heading = bool(_HEADING.match(line)) or bool(line.strip() and _UNDERLINE.fullmatch(below))
        if is_heading and not in_code:
            heading = heading or _plain(_HEADING.sub("", line).rstrip("# "))
        is_prose = not (in_code or is_heading or _FENCE.match(line) or _NO_PROSE.match(line))
        words = _plain(_BEGINNING.sub("", line, count=1)) if is_prose else ""
        if words:
            paragraph.append(words)
        elif paragraph:
            break
    return " ".join(paragraph) or heading


def _plain(text: str) -> str:
    for marks, without in _MARKS:
        text = marks.sub(without, text)
    return " ".join(html.unescape(text).split())
