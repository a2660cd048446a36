"""What things look like in a notebook: one style sheet, folds, boxes, tables, and times and counts in words.

Every text is escaped, unless a function says that it takes HTML. Colours and type are JupyterLab's own variables, so they follow
its light, dark and high-contrast themes. Where a page has no such variables (a saved page, VS Code, Colab), text has the page's
own colour, which can be read on the page's background. Folds are ``<details>``: they need no script, and work in a saved notebook.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from html import escape

from kaizala_nb.toolkit.display.badges import BADGES
from kaizala_nb.toolkit.display.style_rules import used
from kaizala_nb.toolkit.display.table_style import TABLE_STYLE

STYLE = (
    """
.kz{font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:var(--jp-ui-font-size1,13px);line-height:1.45;
color:var(--jp-ui-font-color1,inherit);max-width:44rem;margin:.3rem 0}
.kz *{box-sizing:border-box}
.kz-box{border:1px solid var(--jp-border-color1,#bdbdbd);border-radius:4px;background:var(--jp-layout-color1,transparent);
padding:.6rem .8rem}
.kz-title{font-weight:600;margin:0 0 .4rem;white-space:pre-wrap}
.kz-refused{border-left:4px solid var(--jp-error-color1,#d32f2f)}
.kz-status{font-family:var(--jp-code-font-family,monospace);font-size:.95em;margin:.1rem 0 .3rem;
white-space:pre-wrap;overflow-wrap:anywhere}
.kz-note{margin:.2rem 0}
.kz-quiet{color:var(--jp-ui-font-color2,inherit)}
.kz dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1rem;margin:.4rem 0}
.kz-facts dl{display:flex;flex-flow:row wrap;gap:.1rem .6rem}
.kz .kz-facts dd{margin-right:.8rem}
.kz dl dt,.kz dl dd{float:none;display:block;width:auto;margin:0;padding:0}
.kz dl dt{font-weight:600}
.kz dl dd{overflow-wrap:anywhere;white-space:pre-line}
.kz details{margin:.15rem 0}
.kz summary{cursor:pointer;padding:.1rem 0;min-height:24px}
.kz-folds{display:flex;flex-flow:row wrap;gap:0 1.2rem}
.kz-folds details[open],.kz-folds .kz-note{flex:1 0 100%;min-width:0}
.kz-line{display:flex;flex-flow:row wrap;gap:.1rem .8rem;align-items:baseline}
.kz-line>*{min-width:0}
.kz img{max-width:100%}
.kz summary:focus-visible,.kz pre:focus-visible,.kz-table:focus-visible{outline:2px solid var(--jp-brand-color1,#1976d2)}
.kz pre{font-family:var(--jp-code-font-family,monospace);font-size:var(--jp-code-font-size,13px);white-space:pre-wrap;
overflow-wrap:anywhere;margin:.2rem 0 .4rem;padding:.4rem .6rem;color:inherit;background:var(--jp-layout-color2,#80808026);
border:0;max-height:24rem;overflow:auto}
.kz-table{overflow-x:auto}
.kz table{border-collapse:collapse;font-size:var(--jp-ui-font-size1,13px);margin:.2rem 0;color:inherit;table-layout:auto}
.kz th,.kz td,.kz thead tr{text-align:start!important;vertical-align:top;padding:.15rem .7rem .15rem 0;border:0;
background:none;white-space:normal;overflow-wrap:break-word;max-width:24rem}
.kz td:first-child{white-space:nowrap}
.kz thead th,.kz thead td{border-bottom:1px solid var(--jp-border-color1,#bdbdbd)}
.kz code{font-family:var(--jp-code-font-family,monospace);background:none;color:inherit}
.kz p,.kz li,.kz dd,.kz th,.kz td,.kz summary,.kz .kz-title{unicode-bidi:plaintext}
.kz ol.kz-chat{list-style:none;margin:.2rem 0;padding:0}
.kz ol.kz-chat li{margin:.3rem 0;overflow-wrap:anywhere;white-space:pre-wrap}
.kz progress{width:100%;accent-color:var(--jp-brand-color1,#1976d2)}
"""
    + BADGES
    + TABLE_STYLE
)


def output(*parts: str, style: str = "") -> str:
    """HTML for one output of a cell: what it needs of the style sheet and of another one, and the parts, which are HTML."""
    html = part(*parts)
    return f"<style>{used(STYLE + style, html)}</style>{html}"


def part(*parts: str) -> str:
    """The parts, which are HTML, without the style sheet: for a widget whose form or box has the style sheet."""
    return f'<div class="kz mathjax_ignore tex2jax_ignore">{"".join(parts)}</div>'


def element(tag: str, text: str, kind: str = "") -> str:
    """An HTML element with a text in it. ``kind`` is its class."""
    return f"<{tag}{_class(kind)}>{escape(text)}</{tag}>"


def box(*parts: str, kind: str = "", label: str = "") -> str:
    """A box with a border around the parts, which are HTML. A screen reader calls it by its ``label``."""
    role = f' role="group" aria-label="{escape(label)}"' if label else ""
    return f"<div{_class(('kz-box ' + kind).strip())}{role}>{''.join(parts)}</div>"


def fold(title: str, content: str, *, unfolded: bool = False) -> str:
    """Content that can be folded away; the content is HTML. ``unfolded`` says whether it is shown at first."""
    return f"<details{' open' if unfolded else ''}><summary>{escape(title)}</summary>{content}</details>"


def folds(*folded: str) -> str:
    """Folds side by side while they are closed; they are HTML."""
    return f'<div class="kz-folds">{"".join(folded)}</div>'


def code(text: str) -> str:
    """A text in code type, with its line breaks. If it is long it scrolls, by the keyboard too."""
    return f'<pre tabindex="0">{escape(text)}</pre>'


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of a name and a text, as a list of definitions."""
    return "<dl>" + "".join(element("dt", name) + element("dd", text) for name, text in pairs) + "</dl>"


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table of texts: ``head`` is the row of its headings, if it has one, ``body`` its other rows."""
    heading = ""
    if head:
        heading = "<thead><tr>" + "".join(element("th", cell) for cell in head) + "</tr></thead>"
    rows = "".join("<tr>" + "".join(element("td", cell) for cell in row) + "</tr>" for row in body)
    return wide(f"<table>{heading}<tbody>{rows}</tbody></table>")


def wide(table: str, *, label: str = "Table", kind: str = "") -> str:
    """A table, which is HTML. If it is wider than the page it scrolls, by the keyboard too. A screen reader says its ``label``.

    In JupyterLab the arrow keys have other meanings in an output. So whoever comes to the table by Tab has the keys for the table.
    Whoever clicks into it comes to the inner element, where JupyterLab's keys work as anywhere.
    """
    classes = f"kz-table {kind}".strip()
    attributes = f'class="{classes}" role="group" aria-label="{escape(label)}" tabindex="0"'
    return f'<div {attributes} data-lm-suppress-shortcuts="true"><div tabindex="-1">{table}</div></div>'


def text_rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of a name and a text, in two columns of plain text."""
    pairs = list(pairs)
    width = max((len(name) for name, _ in pairs), default=0) + 3
    return "\n".join(name.ljust(width) + text.replace("\n", "\n" + " " * width) for name, text in pairs)


def text_table(body: Iterable[Sequence[str]]) -> str:
    """Rows of texts, in columns of plain text."""
    rows = [list(row) for row in body]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def moment(milliseconds: float) -> str:
    """A time in words, from milliseconds since 1970: "Tue 24 Nov 14:02". The year is said if it is not this year.

    See :func:`show_times_in` for the time zone.
    """
    try:
        return in_words(datetime.fromtimestamp(milliseconds / 1000, _zone))
    except (ValueError, OverflowError, OSError):
        return "at no time that a calendar has"


def in_words(when: datetime, *, seconds: bool = False) -> str:
    """A time of any zone in words, as :func:`moment`; with ``seconds`` "Tue 24 Nov 14:02:05"."""
    year = "" if when.year == datetime.now(_zone).year else f" {when.year}"
    clock = f"{when:%H:%M:%S}" if seconds else f"{when:%H:%M}"
    return f"{when:%a} {when.day} {when:%b}{year} {clock}"


def local(when: datetime) -> datetime:
    """A time with a zone, in the time zone of the reader. See :func:`show_times_in`."""
    return when.astimezone(_zone)


def day(milliseconds: float | None) -> str:
    """The day of a time: "Tue 24 Nov"; "" if there is no time."""
    return "" if milliseconds is None else moment(milliseconds).rpartition(" ")[0]


def clock_time(milliseconds: float | None) -> str:
    """The time of day: "14:02:07"; "" if there is no time, or none that a calendar has."""
    try:
        return "" if milliseconds is None else f"{datetime.fromtimestamp(milliseconds / 1000, _zone):%H:%M:%S}"
    except (ValueError, OverflowError, OSError):
        return ""


_zone: tzinfo | None = None


def show_times_in(zone: tzinfo | None) -> None:
    """Show times in this time zone from now on: that of the reader. None means that of this computer, as at the beginning."""
    global _zone
    _zone = zone


def zone() -> str:
    """The time zone of shown times, in words: "your browser's time zone, UTC+05:30"."""
    return f"{whose_zone()} time zone, {offset(datetime.now().astimezone(_zone).utcoffset())}"


def whose_zone() -> str:
    """Whose time zone shown times have: "your browser's" or "this computer's"."""
    return "this computer's" if _zone is None else "your browser's"


def offset(of: timedelta | None) -> str:
    """An offset from UTC in words: "UTC", "UTC+05:30"."""
    minutes = round((of or timedelta(0)) / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "UTC"


def isolated(text: str) -> str:
    """A text from outside, for use in a sentence. Writing from right to left in it does not change the order of the sentence."""
    from_right = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    return f"\u2068{text}\u2069" if from_right else text


def duration(milliseconds: float) -> str:
    """A duration in its largest unit: "1 hour", "363 days"."""
    seconds = int(milliseconds // 1000) + 1  # the dates of HTTP have whole seconds only
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return count(seconds // size, name)
    return count(seconds, "second")


def weight(html: str) -> int:
    """How many bytes HTML takes in a saved output. A notebook saves it as JSON."""
    return len(json.dumps(html, ensure_ascii=False).encode("utf-8", "replace")) - 2


def size(text: str) -> int:
    """How many bytes a text takes in a saved output, as HTML."""
    return weight(escape(text))


def cut(text: str, most: int, whole: str = "") -> str:
    """The beginning of a text that takes at most ``most`` bytes in a saved output.

    After it stands how many characters are left out, and ``whole``: a text that says where all of them are.
    """
    if len(text) <= most and size(text) <= most:
        return text
    fits, too_many = 0, min(len(text), most) + 1  # numbers of characters
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if size(text[:middle]) <= most:
            fits = middle
        else:
            too_many = middle
    return f"{text[:fits]}… {count(len(text) - fits, 'character')} more" + (f": {whole}" if whole else "")


def newest(texts: Sequence[str], most: int) -> int:
    """The index of the first text to keep, so that it and the texts after it take at most ``most`` bytes in a saved output."""
    first, bytes_left = len(texts), most
    while first and size(texts[first - 1]) <= bytes_left:
        first -= 1
        bytes_left -= size(texts[first])
    return first


def count(number: float, thing: str) -> str:
    """A number and the thing that it counts: "1 hour", "2 hours"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
