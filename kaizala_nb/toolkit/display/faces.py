"""What things look like in a notebook: one style sheet, folds, boxes, panels. Everything that is given is escaped.

Colours and type are JupyterLab's own variables, so light, dark and high contrast follow. Pages that have none (a saved page, VS
Code, Colab) keep the colour of their own text, which is right on whatever is behind it. Folds are ``<details>``: they need no
script and survive saving.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from html import escape

STYLE = """
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
.kz dl dt,.kz dl dd{float:none;display:block;width:auto;margin:0;padding:0}
.kz dl dt{font-weight:600}
.kz dl dd{overflow-wrap:anywhere;white-space:pre-line}
.kz details{margin:.15rem 0}
.kz summary{cursor:pointer;padding:.1rem 0}
.kz summary:focus-visible{outline:2px solid var(--jp-brand-color1,#1976d2)}
.kz pre{font-family:var(--jp-code-font-family,monospace);font-size:var(--jp-code-font-size,13px);white-space:pre-wrap;
overflow-wrap:anywhere;margin:.2rem 0 .4rem;padding:.4rem .6rem;color:inherit;background:var(--jp-layout-color2,#80808026);
border:0;max-height:24rem;overflow:auto}
.kz-table{overflow-x:auto}
.kz table{border-collapse:collapse;font-size:var(--jp-ui-font-size1,13px);margin:.2rem 0;color:inherit;table-layout:auto}
.kz th,.kz td,.kz thead tr{text-align:start!important;vertical-align:top;padding:.15rem .7rem .15rem 0;border:0;
background:none;white-space:normal;overflow-wrap:break-word;max-width:24rem}
.kz td:first-child{white-space:nowrap}
.kz thead th{border-bottom:1px solid var(--jp-border-color1,#bdbdbd)}
.kz code{font-family:var(--jp-code-font-family,monospace);background:none;color:inherit}
.kz p,.kz li,.kz dd,.kz th,.kz td,.kz summary,.kz .kz-title{unicode-bidi:plaintext}
.kz-new{font-weight:600}
.kz ol.kz-chat{list-style:none;margin:.2rem 0;padding:0}
.kz ol.kz-chat li{margin:.3rem 0;overflow-wrap:anywhere;white-space:pre-wrap}
.kz-phone{max-width:17rem}
"""


def page(*parts: str) -> str:
    """HTML for one output: the style sheet and the parts, which are HTML already."""
    return f"<style>{STYLE}</style>{part(*parts)}"


def part(*parts: str) -> str:
    """The same without the style sheet, for a widget whose page has it already."""
    return f'<div class="kz mathjax_ignore tex2jax_ignore">{"".join(parts)}</div>'


def element(tag: str, text: str, kind: str = "") -> str:
    """One element that holds text, escaped."""
    return f"<{tag}{_class(kind)}>{escape(text)}</{tag}>"


def box(*parts: str, kind: str = "", label: str = "") -> str:
    """A bordered box around parts that are HTML already; ``label`` names it for a screen reader."""
    role = f' role="group" aria-label="{escape(label)}"' if label else ""
    return f"<div{_class(('kz-box ' + kind).strip())}{role}>{''.join(parts)}</div>"


def fold(title: str, content: str, *, shown: bool = False) -> str:
    """A part that can be folded away; ``content`` is HTML already."""
    return f"<details{' open' if shown else ''}><summary>{escape(title)}</summary>{content}</details>"


def code(text: str) -> str:
    """Text as it is, in code type, line breaks and all."""
    return element("pre", text)


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and what is said of them, as a list of definitions."""
    return "<dl>" + "".join(element("dt", name) + element("dd", text) for name, text in pairs) + "</dl>"


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """A table of texts. With an empty ``head`` it has no head."""
    heading = "<thead><tr>" + "".join(element("th", cell) for cell in head) + "</tr></thead>" if head else ""
    lines = "".join("<tr>" + "".join(element("td", cell) for cell in line) + "</tr>" for line in body)
    return f'<div class="kz-table"><table>{heading}<tbody>{lines}</tbody></table></div>'


def text_rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and what is said of them, in two columns of plain text."""
    pairs = list(pairs)
    width = max((len(name) for name, _ in pairs), default=0) + 3
    return "\n".join(name.ljust(width) + text.replace("\n", "\n" + " " * width) for name, text in pairs)


def text_table(body: Iterable[Sequence[str]]) -> str:
    """Lines of cells in columns of plain text."""
    lines = [list(line) for line in body]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def moment(milliseconds: float) -> str:
    """A time as people say it: "Tue 24 Nov 14:02"; with its year if that is another one. See :func:`read_in` for its zone."""
    try:
        when = datetime.fromtimestamp(milliseconds / 1000, _zone)
    except (ValueError, OverflowError, OSError):
        return "at no time that a calendar has"
    year = "" if when.year == datetime.now(_zone).year else f" {when.year}"
    return f"{when:%a} {when.day} {when:%b}{year} {when:%H:%M}"


_zone: tzinfo | None = None


def read_in(zone: tzinfo | None) -> None:
    """Show times in the zone of whoever reads, from now on; None: in that of this computer, as long as no other is known."""
    global _zone
    _zone = zone


def zone() -> str:
    """The zone that times are shown in, in words: "your browser's time zone, UTC+05:30"."""
    return f"{whose_zone()} time zone, {offset(datetime.now().astimezone(_zone).utcoffset())}"


def whose_zone() -> str:
    """Whose zone that is."""
    return "this computer's" if _zone is None else "your browser's"


def offset(of: timedelta | None) -> str:
    """An offset from UTC: "UTC", "UTC+05:30"."""
    minutes = round((of or timedelta(0)) / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "UTC"


def isolated(text: str) -> str:
    """Text from outside as a part of a sentence: if any of it runs from right to left, the sentence around it keeps its order."""
    from_right = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
    return f"\u2068{text}\u2069" if from_right else text


def duration(milliseconds: float) -> str:
    """How long, in its largest unit: "1 hour", "363 days"."""
    seconds = int(milliseconds // 1000) + 1  # HTTP's dates know whole seconds only
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return count(seconds // size, name)
    return count(seconds, "second")


def weight(html: str) -> int:
    """How many bytes something that is HTML already takes in an output: a notebook keeps it as JSON."""
    return len(json.dumps(html, ensure_ascii=False).encode("utf-8", "replace")) - 2


def size(text: str) -> int:
    """How many bytes a text takes in an output, as HTML."""
    return weight(escape(text))


def cut(text: str, most: int, whole: str = "") -> str:
    """A text of at most ``most`` bytes in an output. What is left out is counted, and ``whole`` says where all of it is."""
    if len(text) <= most and size(text) <= most:
        return text
    least, beyond = (
        0,
        min(len(text), most) + 1,
    )  # of how many characters the beginning fits: so many, and fewer than so many
    while beyond - least > 1:
        middle = (least + beyond) // 2
        least, beyond = (middle, beyond) if size(text[:middle]) <= most else (least, middle)
    return f"{text[:least]}… {count(len(text) - least, 'character')} more" + (f": {whole}" if whole else "")


def newest(lines: Sequence[str], most: int) -> int:
    """From which of these lines on the rest takes at most ``most`` bytes in an output: an old one is left out before a new one."""
    first = len(lines)
    while first and (most := most - size(lines[first - 1])) >= 0:
        first -= 1
    return first


def count(number: int, thing: str) -> str:
    """ "1 hour", "2 hours": a number and its thing."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
