"""A phone as HTML, for pages that have no widgets: the whole of it in one column, the newest last."""

from html import escape
from typing import Any

from kaizala_nb.toolkit.display import faces

PAUSE = 5 * 60_000
"""Milliseconds: messages that are closer together, and of one person, are one group with one time."""


def still(content: dict[str, Any]) -> str:
    """The phone as HTML, from what :func:`kaizala_nb.course.widgets.phone_content.drawn` gives."""
    parts = content["parts"]
    before = faces.element("p", content["before"], "kz-quiet") if content["before"] else ""
    empty = "" if parts else faces.element("p", content["empty"], "kz-empty")
    shown = before + empty + "".join(map(_part, parts))
    title = escape(content["title"])
    head = (
        f'<div class="kz-head"><span class="kz-initials" aria-hidden="true">{escape(content["initials"])}</span>'
        f"{faces.element('h3', content['owner'], 'kz-title')}{faces.element('span', content['ending'], 'kz-quiet')}</div>"
    )
    screen = f'<div class="kz-screen kz-newest" role="log" aria-label="{title}" tabindex="0"><div>{shown}</div></div>'
    times = faces.element("p", f"Times: {faces.zone()}.", "kz-zone") if parts else ""
    return f'<div class="kz-phone" role="group" aria-label="{title}">{head}{screen}{times}</div>'


def _part(part: dict[str, Any]) -> str:
    lines, entries = [], part["entries"]
    day, is_new = "", False
    for index, entry in enumerate(entries):
        its_day, _, clock = faces.moment(entry["at"]).rpartition(" ")
        starts = entry["new"] and not is_new
        if its_day != day:
            lines.append(_line(its_day, "kz-day"))
        if starts:
            lines.append(_line("New", "kz-new"))
        joins = index > 0 and its_day == day and not starts and _goes_on(entries[index - 1], entry)
        following = entries[index + 1] if index + 1 < len(entries) else None
        ends = following is None or not _goes_on(entry, following) or following["new"] != entry["new"]
        lines.append(_entry(entry, is_first=not joins, clock=clock if ends else ""))
        day, is_new = its_day, is_new or starts
    return faces.element("h4", part["title"], "kz-chat-title") + f'<ol class="kz-bubbles">{"".join(lines)}</ol>'


def _goes_on(entry: dict[str, Any], following: dict[str, Any]) -> bool:
    is_same = all(entry[name] == following[name] for name in ("who", "own"))
    return is_same and following["at"] - entry["at"] < PAUSE


def _line(text: str, kind: str) -> str:
    return f'<li class="{kind}">{faces.element("span", text)}</li>'


def _entry(entry: dict[str, Any], *, is_first: bool, clock: str) -> str:
    time = faces.element("span", clock, "kz-time") if clock else ""
    if entry["kind"] == "system":
        return f'<li class="kz-system">{faces.element("span", entry["text"])} {time}</li>'
    who = faces.element("span", entry["who"], "kz-who") if is_first and entry["kind"] != "sms" else ""
    likes = _text(faces.count(entry["likes"], "like"), "kz-note") if entry["likes"] else ""
    comments = "".join(_text(f"{one['who']}: {one['text']}", "kz-comment") for one in entry["comments"])
    bubble = _files(entry["files"]) + _text(entry["place"]) + _text(entry["text"])
    bubble += _card(entry["card"]) if entry["card"] else ""
    side = ("kz-own" if entry["own"] else "kz-other") + (" kz-wide" if entry["files"] or entry["card"] else "")
    below = _text(entry["note"], "kz-note") + likes + comments
    return f'<li class="{side}">{who}<div class="kz-bubble">{bubble}</div>{below}{time}</li>'


def _text(text: str, kind: str = "") -> str:
    kind = f' class="{kind}"' if kind else ""
    return f'<p dir="auto"{kind}>{escape(text)}</p>' if text else ""


def _files(files: list[dict[str, Any]]) -> str:
    drawn = "".join(map(_file, files))
    is_album = len(files) > 1 and all(file["kind"] == "picture" for file in files)
    return f'<div class="kz-album">{drawn}</div>' if is_album else drawn


def _file(file: dict[str, Any]) -> str:
    if file.get("still"):
        size = f'width="{file["width"]}" height="{file["height"]}"'
        return f'<img class="kz-picture" src="{file["still"]}" {size} alt="{escape(file["name"] or "Picture")}">'
    return f"<div>{faces.element('p', file['name'] or 'A file', 'kz-file')}{_text(file['size'], 'kz-note')}</div>"


def _card(card: dict[str, Any]) -> str:
    parts = [faces.element("span", card["label"], "kz-label"), _text(card["title"], "kz-title")]
    parts += [_moment(note) for note in card["notes"]]
    if card["results"] is not None:
        parts += [_result(card, one) for one in card["results"]]
    elif card["answers"] is not None:
        parts += [_text("Answered:", "kz-note"), *(_moment(line) for line in card["answers"])]
    else:
        parts += [_question(question) for question in card["questions"]]
    return f'<div class="kz-card">{"".join(parts)}</div>'


def _moment(line: dict[str, Any]) -> str:
    time = faces.moment(line["at"]) if "at" in line else ""
    title = line.get("title", "")
    asked = f"{title}:" if title and not title.endswith(("?", "!", ".", ":")) else title
    return _text(" ".join(part for part in (asked, line["text"], time) if part), "kz-line")


def _result(card: dict[str, Any], result: dict[str, Any]) -> str:
    own = faces.element("strong", card["whose"]) if result["own"] else ""
    most = max(1, sum(one["count"] for one in card["results"]))
    bar = f'<progress max="{most}" value="{result["count"]}" aria-hidden="true"></progress>'
    title = f'<span dir="auto">{escape(result["title"])}</span>'
    return f'<div class="kz-result">{title}{own}{bar}<span>{result["count"]}</span></div>'


def _question(question: dict[str, Any]) -> str:
    options = ["Done"] if question["type"] == "Done" else question["options"]
    sign = "○" if question["type"] == "SingleOption" else "☐"
    field = "".join(_text(f"{sign} {option}", "kz-line") for option in options)
    return _text(question["title"], "kz-line") + (field or '<div class="kz-typed"></div>')
