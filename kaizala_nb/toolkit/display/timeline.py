"""Calls in the order of time: as lines, and as a chart with a lane for each caller."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from typing import Any

from kaizala_nb.toolkit.display import badges, faces, ids

_STYLE = """<style>
.kz .kz-timeline table{width:100%}
.kz .kz-timeline td{padding:.25rem .7rem .25rem .3rem;max-width:none}
.kz .kz-timeline td:nth-child(-n+2){white-space:nowrap;color:var(--jp-ui-font-color2,inherit);font-variant-numeric:tabular-nums}
.kz .kz-timeline td:last-child{white-space:nowrap;padding-right:0}
.kz .kz-timeline tbody tr{background:none}
.kz .kz-timeline td code{overflow-wrap:anywhere;padding:0;background:none}
.kz .kz-timeline tr.kz-marked>td:first-child{box-shadow:inset 3px 0 var(--jp-error-color1,#d32f2f)}
.kz .kz-lane{display:grid;grid-template-columns:7rem minmax(0,1fr);gap:.6rem;align-items:center;margin:.2rem 0}
.kz .kz-lane>div{position:relative;height:1.7rem;border-bottom:1px solid var(--jp-border-color1,#bdbdbd)}
.kz .kz-lane i{position:absolute;bottom:2px;width:9px;height:1.2rem;margin-left:-4px;border-radius:2px;font-style:normal;
background:var(--jp-info-color1,#00838f);border:1px solid var(--jp-layout-color1,canvas);forced-color-adjust:none}
.kz .kz-lane i.kz-failed{background:var(--jp-error-color1,#d32f2f);height:1.6rem;border-radius:50% 50% 2px 2px}
</style>"""

_HEAD = "<thead><tr><td></td><th>Time</th><th>Request</th><th>Reply</th></tr></thead>"
_NOBODY = "without a token"


@dataclass(frozen=True)
class CallLine:
    """One call. ``at`` is in milliseconds since 1970, None if no time is known; ``caller`` is "" where no token came with it."""

    number: str
    at: int | None
    request: str
    method: str
    path: str
    status: int
    error_code: str
    caller: str

    @property
    def failed(self) -> bool:
        """Whether the service refused it, or did not answer."""
        return not 100 <= self.status < 400


def short_paths(calls: Sequence[CallLine]) -> dict[str, str]:
    """The paths of calls with short ids: ``/shelves/5b0c6a5e…34de/books``. No two ids look alike."""
    paths = {call.path for call in calls}
    short = ids.shorten(found for path in paths for found in ids.in_text(path))
    return {path: ids.shortened_in(path, short) for path in paths}


def html(calls: Sequence[CallLine], of: int) -> str:
    """The lines of calls, the newest of ``of`` calls. A day is said where it begins, and the time zone once."""
    if not calls:
        return faces.element("p", "No calls yet.", "kz-quiet")
    rows, paths = [], short_paths(calls)
    for day, lines in groupby(calls, lambda call: faces.day(call.at)):
        rows.append(f'<tr><th colspan="4" scope="colgroup">{escape(day)}</th></tr>')
        rows += [_row(call, paths[call.path]) for call in lines]
    left_out = f"The newest {len(calls)} of {faces.count(of, 'call')}. " if of > len(calls) else ""
    words = faces.element("p", f"{left_out}Times are in {faces.zone()}.", "kz-quiet")
    table = faces.wide(f"<table>{_HEAD}<tbody>{''.join(rows)}</tbody></table>", label="Calls")
    return f'{_STYLE}<div class="kz-timeline">{table}{words}</div>'


def _row(call: CallLine, short: str) -> str:
    code = f" {escape(call.error_code)}" if call.error_code else ""
    name = f"{escape(call.request)}<br>" if call.request else ""
    path = f'<code title="{escape(call.path)}">{escape(short)}</code>'
    cells = (
        escape(call.number),
        escape(faces.clock_time(call.at)),
        f"{name}{badges.method(call.method)} {path}",
        f"{badges.status(call.status)}{code}",
    )
    marked = ' class="kz-marked"' if call.failed else ""
    return f"<tr{marked}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


class Chart:
    """Who called what, when: a lane for each caller, and a mark for each call, which is red and higher if the call failed.

    The longer the pause between two calls, the wider the gap between their marks. The gaps grow with the logarithm of the pauses,
    so a pause of a day leaves room for the rest.
    """

    def __init__(self, calls: Sequence[CallLine]) -> None:
        self._calls = calls
        self._places = _places([call.at or 0 for call in calls])
        self._paths = short_paths(calls)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/html": faces.output(self.as_html()), "text/plain": self.as_text()}

    def as_html(self) -> str:
        """The lanes, each with a sentence for whoever cannot see the marks."""
        if not self._calls:
            return html([], 0)
        lanes = "".join(self._lane(caller) for caller in self._callers())
        first, last = (faces.moment(self._calls[end].at or 0) for end in (0, -1))
        words = (
            f"From {first} to {last}, in {faces.zone()}. A high mark is a call that failed. Point at a mark to read it."
        )
        return f'{_STYLE}<div class="kz-timeline">{lanes}</div>{faces.element("p", words, "kz-quiet")}'

    def as_text(self) -> str:
        """A sentence for each lane."""
        return "\n".join(self._sentence(caller) for caller in self._callers()) or "No calls yet."

    def _callers(self) -> list[str]:
        return list(dict.fromkeys(call.caller for call in self._calls))

    def _sentence(self, caller: str) -> str:
        calls = [call for call in self._calls if call.caller == caller]
        failed = sum(call.failed for call in calls)
        return f"{caller or _NOBODY}: {faces.count(len(calls), 'call')}, {failed} failed"

    def _lane(self, caller: str) -> str:
        marks = [
            f'<i style="left:{place:.1%}"{" class=kz-failed" if call.failed else ""} title="{escape(self._in_words(call))}"></i>'
            for call, place in zip(self._calls, self._places, strict=True)
            if call.caller == caller
        ]
        name = faces.element("span", caller or _NOBODY)
        picture = f'<div role="img" aria-label="{escape(self._sentence(caller))}">{"".join(marks)}</div>'
        return f'<div class="kz-lane">{name}{picture}</div>'

    def _in_words(self, call: CallLine) -> str:
        name = call.request or f"{call.method} {self._paths[call.path]}"
        return f"{faces.clock_time(call.at)} {name}: {call.status} {call.error_code}".rstrip()


def _places(times: Sequence[int]) -> list[float]:
    """Where the marks of these times stand, in milliseconds: between 0.02 at the left end and 0.98 at the right."""
    places = [0.0]
    for before, after in pairwise(times):
        places.append(places[-1] + 0.3 + math.log10(1 + max(0, after - before) / 1000))
    return [0.02 + 0.96 * place / (places[-1] or 1) for place in places]
