"""Text of a file as Markdown that shows only what the text says: no HTML of its own, no pictures, no odd links, no mathematics.

A renderer of notebooks passes HTML on. So a description is read as Markdown, and written anew from what was understood.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape as escape_html
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import mistune

from kaizala_nb.toolkit.display.faces import cut

_LONGEST, _LONGEST_LINE = 20_000, 300  # characters of a description and of a name
_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_STRANGE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPECIAL = re.compile(r"[\\`*\[\]<>&~|$#@]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|://|!\Z")
# a "!" at the end of a text would make a picture of a link that comes next
_IN_WORDS = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "://": "&#58;//"}
# between two elements, neither a renderer nor MathJax on the page takes it for the start of mathematics
_IN_WORDS |= {"$": "<span>&#36;</span>", "\\": "<span>&#92;</span>"}
_STARTS = re.compile(r"^ *([-+=:]|\d{1,9}(?=[.)]))?", re.M)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.I)
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z0-9+-]{0,20}")
_PROSE = re.compile(r"[A-Za-z][A-Za-z0-9 .,;?'\"()/%-]*")
_SAFE_IN_LINKS = "/:?#=;,~!%+-._'"

Token = dict[str, Any]
"""A node of mistune's tree."""

_parse = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough", "url", "task_lists"])


def line(text: str) -> str:
    """A text, such as a name, in one line of Markdown: it says what it is, whatever signs it holds."""
    return _starts(_words(short(text)))


def code(text: str) -> str:
    """A text as code inside a line."""
    return _code(short(text))


def block(text: str, language: str = "") -> str:
    """A text as a block of code. Whatever it holds, it does not end the block."""
    text = _clean(text).strip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    named = _LANGUAGE.match(language)
    return f"{fence}{named[0] if named else ''}\n{text}\n{fence}"


def fold(title: str, content: str) -> str:
    """Markdown that is closed until somebody opens it: JupyterLab, Voilà and nbconvert show it so."""
    summary = escape_html(short(title).replace("`", "")).replace("$", "&#36;").replace("\\", "&#92;")
    return f"<details><summary>{summary}</summary>\n\n{content}\n\n</details>"


@lru_cache(maxsize=1_000)  # many requests of a folder are described in the same words
def description(text: str, *, below: int) -> str:
    """A description in Markdown. Its headings are lower than those of level ``below``."""
    text = _clean(cut(text, _LONGEST) if len(text) > _LONGEST else text).strip("\n")
    try:
        return "\n\n".join(_blocks(_tree(text), below))
    except RecursionError:
        return _paragraphs(text)


def _tree(text: str) -> list[Token]:
    if _PROSE.fullmatch(text):  # most descriptions are: reading them takes longer than all else
        return [{"type": "paragraph", "children": [{"type": "text", "raw": text}]}] if text.strip() else []
    tree = _parse(text)
    return tree if isinstance(tree, list) else []


def short(text: str, most: int = _LONGEST_LINE) -> str:
    """A text in one line, with ``most`` characters. If it is longer, it ends behind a word, and an ellipsis says so."""
    words = " ".join(_clean(text[: most * 4]).split())
    if len(words) <= most:
        return words
    whole_words = words[: most + 1].rpartition(" ")[0]
    return f"{whole_words if len(whole_words) > most // 2 else words[:most]}…"


def _clean(text: str) -> str:
    return _STRANGE.sub("", _ENDS.sub("\n", text)).replace("\t", "    ")


def _words(text: str) -> str:
    return _SPECIAL.sub(lambda match: _IN_WORDS.get(match[0], f"\\{match[0]}"), text)


def _starts(text: str) -> str:
    """Lines that begin no list, no heading and no definition."""
    return _STARTS.sub(lambda match: _start(match[1] or ""), text)


def _start(sign: str) -> str:
    return f"{sign}\\" if sign.isdigit() else "".join(f"\\{one}" for one in sign)


def _code(text: str) -> str:
    if not text.strip():
        return ""
    marks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"


# -- blocks --------------------------------------------------------------------------------------------------------------


def _blocks(tokens: Iterable[Token], below: int) -> list[str]:
    return [written for token in tokens if (written := _block(token, below)).strip()]


def _block(token: Token, below: int) -> str:
    kind = token["type"]
    if kind in ("paragraph", "block_text"):
        return _starts(_inline(token["children"]))
    if kind == "heading":
        title = _one_line(token["children"])
        return f"{'#' * min(6, below + token['attrs']['level'])} {_starts(title)}" if title else ""
    if kind == "block_code":
        return block(token["raw"], (token.get("attrs") or {}).get("info") or "")
    if kind == "block_html":
        return _paragraphs(_without_tags(token["raw"]))
    if kind == "block_quote":
        return _indented("\n\n".join(_blocks(token["children"], below)), "> ", "> ")
    if kind == "list":
        return _list(token, below)
    if kind == "table":
        return _table(token)
    return "***" if kind == "thematic_break" else ""


def _list(token: Token, below: int) -> str:
    is_ordered = token["attrs"].get("ordered")
    items = []
    for number, item in enumerate(token["children"], token["attrs"].get("start") or 1):
        mark = f"{number % 1_000_000_000}. " if is_ordered else "- "
        content = "\n\n".join(_blocks(item["children"], below))
        if content:
            items.append(_indented(content, mark, " " * len(mark)))
    return "\n".join(items)


def _table(token: Token) -> str:
    head, *others = token["children"]
    rows = [head["children"], *(row["children"] for body in others for row in body["children"])]
    written = [f"| {' | '.join(_cell(cell) for cell in cells)} |" for cells in rows]
    return "\n".join([written[0], "|" + " --- |" * len(rows[0]), *written[1:]])


def _cell(cell: Token) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", _one_line(cell["children"]))


def _indented(text: str, first: str, other: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((other + one).rstrip() for one in lines[1:])])


def _paragraphs(text: str) -> str:
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(_starts(_words(part)) for part in parts if part)


# -- inside a line -------------------------------------------------------------------------------------------------------


def _inline(tokens: Iterable[Token]) -> str:
    return "".join(map(_piece, tokens)).strip()


def _one_line(tokens: Iterable[Token]) -> str:
    return " ".join(_inline(tokens).split())


def _piece(token: Token) -> str:
    kind = token["type"]
    if kind == "text":
        return _words(token["raw"])
    if kind == "codespan":
        return _code(token["raw"])
    if kind in ("softbreak", "linebreak"):
        return "\n" if kind == "softbreak" else "  \n"
    if kind in ("link", "image"):
        return _link(token)
    if kind == "inline_html":
        return " " if token["raw"].lower().startswith("<br") else ""
    marks = {"emphasis": "*", "strong": "**", "strikethrough": "~~"}.get(kind, "")
    content = _inline(token.get("children") or ())
    return f"{marks}{content}{marks}" if content else ""


def _link(token: Token) -> str:
    label = " ".join(_plain(token.get("children") or ()).split())
    url = token["attrs"]["url"]
    if not _LINK.fullmatch(url):
        return _words(label)
    return f"[{_words(label) or 'picture'}]({quote(url, safe=_SAFE_IN_LINKS).replace('@', '%40')})"


def _plain(tokens: Iterable[Token]) -> str:
    return "".join(
        token["raw"] if token["type"] in ("text", "codespan") else _plain(token.get("children") or ()) or " "
        for token in tokens
    )


class _Text(HTMLParser):
    """The text of HTML, without what a browser runs or keeps for itself."""

    _HIDDEN = ("script", "style", "template", "iframe", "object", "noscript", "title")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in self._HIDDEN
        self.parts.append("\n\n" if tag in ("p", "div", "br", "li", "tr", "ul", "h1", "h2", "h3", "h4") else " ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _without_tags(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return _clean("".join(reader.parts))
