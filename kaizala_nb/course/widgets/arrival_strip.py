"""What arrived on a phone, as a strip that stands still: whose phone, which chat, and the newest entry."""

from html import escape
from typing import Any

from kaizala_nb.course.sandbox.phone import Phone, PhoneContent
from kaizala_nb.course.widgets.phone_content import drawn
from kaizala_nb.course.widgets.phone_files import PhoneFiles
from kaizala_nb.toolkit.display import faces

_STYLE = """<style>
.kz-arrival{display:flex;gap:.6rem;max-height:160px;overflow:hidden;padding:.4rem 0 0;border-top:1px solid #80808066}
.kz-arrival>span,.kz-came{background:var(--jp-layout-color2,#80808026)}
.kz-arrival>span{flex:none;width:2rem;height:2rem;line-height:2rem;border-radius:50%;text-align:center;font-weight:600}
.kz .kz-arrival p{margin:0;overflow-wrap:anywhere}
.kz-came{display:inline-flex;gap:.6rem;align-items:center;margin:.2rem 0 0;padding:.25rem .6rem;border-radius:.2rem .7rem .7rem}
.kz-came img{flex:none;max-width:160px;max-height:80px;border-radius:.3rem}
</style>"""

_MOST_BYTES = 600  # of a text in a strip


def strip(phone: Phone, content: PhoneContent, where: str) -> str:
    """The newest entry of a phone's chats as HTML, at most 160 pixels high. ``content`` is what is on the phone."""
    newest = content | {"sms": [], "chats": content["chats"][-1:]}
    view = drawn(phone, PhoneFiles(phone), newest, (0, 0))
    [part] = view["parts"]
    entry = part["entries"][-1]
    who = f"{part['title']} · {entry['who']}" if entry["who"] else part["title"]
    first, more = entry["files"][:1], len(entry["files"]) - 1
    texts = [*_texts(entry), *([f"and {faces.count(more, 'more file')}"] if more > 0 else [])]
    picture = "".join(_picture(file) for file in first if file.get("still"))
    words = "".join(map(_text, [*(_named(file) for file in first if not file.get("still")), *texts]))
    came = f"{picture}<div>{words}</div>" if words else picture
    head = f'<p><strong>Arrived on {escape(where)}</strong></p><p class="kz-quiet">{escape(who)}</p>'
    initials = f'<span aria-hidden="true">{escape(view["initials"])}</span>'
    return f'{_STYLE}<div class="kz-arrival">{initials}<div>{head}<div class="kz-came">{came}</div></div></div>'


def _texts(entry: dict[str, Any]) -> list[str]:
    card = entry["card"]
    texts = [entry["place"], entry["text"], *([card["label"], card["title"] or _note(card)] if card else [])]
    return [text for text in texts if text]


def _note(card: dict[str, Any]) -> str:
    """The first words of a card that has no title, such as an announcement."""
    return next((note["text"] for note in card["notes"] if "at" not in note), "")


def _text(text: str) -> str:
    return f'<p dir="auto">{escape(faces.cut(text, _MOST_BYTES))}</p>'


def _picture(file: dict[str, Any]) -> str:
    return f'<img src="{file["still"]}" alt="{escape(file["name"] or "Picture")}">'


def _named(file: dict[str, Any]) -> str:
    return " ".join(part for part in (file["name"] or "A file", file["size"]) if part)
