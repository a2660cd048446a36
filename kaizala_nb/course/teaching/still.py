"""Pictures of forms and phones in HTML, made from the state that a notebook saves for its widgets.

A page has no kernel and no script, so nobody can press or type anything in it. A field shows its text, a button its words. A part
of a form that is hidden, such as "More fields", is not in the picture.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from nbformat import NotebookNode

from kaizala_nb.course.teaching.kernel import VIEW
from kaizala_nb.course.widgets.inbox_box import InboxBox
from kaizala_nb.course.widgets.phone_box import PhoneBox
from kaizala_nb.course.widgets.portal import Portal
from kaizala_nb.course.widgets.sign_in_form import SignInForm
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.form import Form
from kaizala_nb.toolkit.widgets.page_widget import PageWidget
from kaizala_nb.toolkit.widgets.still_box import StillBox
from kaizala_nb.toolkit.widgets.style import PAIR

_REFERENCE = "IPY_MODEL_"
_KINDS: tuple[type[PageWidget], ...] = (Form, InboxBox, PhoneBox, Portal, SignInForm, StillBox)
_STILL = {f"{kind.__module__}.{kind.__name__}": kind.still for kind in _KINDS}
"""Pictures of the widgets that modules of JavaScript draw, by the name of the class in a widget's state."""

_CLASSES = {"VBoxModel": "widget-vbox", "HBoxModel": "widget-hbox"}
_STYLE = """
.kz-still .widget-vbox{display:flex;flex-direction:column}
.kz-still .widget-hbox{display:flex;flex-flow:row wrap;align-items:center;gap:.2rem .8rem}
.kz-still .kz-typed{border:1px solid var(--jp-border-color0,#757575);padding:.15rem .4rem;min-height:1.9em;white-space:pre-wrap;
overflow-wrap:anywhere;background:var(--jp-layout-color1,transparent)}
.kz-still .kz-typed.kz-quiet{font-style:italic}
.kz-still .jupyter-button{display:inline-block;align-self:flex-start;
border:1px solid var(--jp-border-color0,#757575);border-radius:3px;padding:.1rem .9rem}
.kz-still>.kz-side{max-width:28rem}
"""


def picture(output: NotebookNode, saved: Mapping[str, Any]) -> None:
    """Put a picture in the place of the widget in an output. ``saved`` is the state of all widgets, by their ids."""
    data = output.get("data", {})
    if VIEW in data:
        drawing = _draw(data.pop(VIEW)["model_id"], saved) or faces.code(data.get("text/plain", ""))
        style = f"<style>{PAIR}{_STYLE}{PhoneBox.look}</style>"
        data["text/html"] = faces.output(f'{style}<div class="kz-still">{drawing}</div>')


def _draw(model_id: str, saved: Mapping[str, Any]) -> str:
    model = saved.get(model_id.removeprefix(_REFERENCE), {})
    state = model.get("state", {})
    layout = saved.get(str(state.get("layout", "")).removeprefix(_REFERENCE), {}).get("state", {})
    if layout.get("display") == "none":
        return ""
    draw = DRAWN.get(model.get("model_name", ""))
    if draw is None:
        return ""
    classes = [_CLASSES.get(model["model_name"], ""), *state.get("_dom_classes", ())]
    return draw(state, " ".join(filter(None, classes)), saved)


def _box(state: Mapping[str, Any], kind: str, saved: Mapping[str, Any]) -> str:
    return f'<div class="{escape(kind)}">{"".join(_draw(child, saved) for child in state.get("children", ()))}</div>'


def _html(state: Mapping[str, Any], kind: str, saved: Mapping[str, Any]) -> str:
    return f'<div class="widget-html {escape(kind)}">{state.get("value", "")}</div>'  # HTML already, as in the form


def _drawn_by_module(state: Mapping[str, Any], kind: str, saved: Mapping[str, Any]) -> str:
    still = _STILL.get(state.get("_anywidget_id", ""))
    return f'<div class="{escape(kind)}">{still(state["content"])}</div>' if still else ""


def _button(state: Mapping[str, Any], kind: str, saved: Mapping[str, Any]) -> str:
    return faces.element("span", state.get("description", ""), f"jupyter-button {escape(kind)}")


def _tick(state: Mapping[str, Any], kind: str, saved: Mapping[str, Any]) -> str:
    return f'<div class="{escape(kind)}">{"☑" if state.get("value") else "☐"} {_label(state)}</div>'


def _label(state: Mapping[str, Any]) -> str:
    label = state.get("description", "")
    return label if state.get("description_allow_html") else escape(label)


def _field(shows: Callable[[Mapping[str, Any]], str]) -> Callable[..., str]:
    def draw(state: Mapping[str, Any], kind: str, saved: Mapping[str, Any]) -> str:
        value, hint = shows(state), state.get("placeholder") or ""
        typed = faces.element("div", value or hint, "kz-typed" if value else "kz-typed kz-quiet")
        return f'<div class="widget-text {escape(kind)}"><div class="widget-label">{_label(state)}</div>{typed}</div>'

    return draw


def _chosen(state: Mapping[str, Any]) -> str:
    labels = state.get("_options_labels", ())
    index = state.get("index")
    chosen = index if isinstance(index, list | tuple) else [index]
    return ", ".join(labels[one] for one in chosen if one is not None and one < len(labels))


def _moment(state: Mapping[str, Any]) -> str:
    parts = state.get("value")
    if not parts:
        return ""
    date = f"{parts['year']:04}-{parts['month'] + 1:02}-{parts['date']:02}"  # JavaScript counts months from 0
    return f"{date} {parts['hours']:02}:{parts['minutes']:02}"


_text = _field(lambda state: str(state.get("value") or ""))
_choice = _field(_chosen)
DRAWN: dict[str, Callable[[Mapping[str, Any], str, Mapping[str, Any]], str]] = {
    **dict.fromkeys(("BoxModel", "VBoxModel", "HBoxModel"), _box),
    **dict.fromkeys(("HTMLModel",), _html),
    **dict.fromkeys(("AnyModel",), _drawn_by_module),
    **dict.fromkeys(("ButtonModel", "ToggleButtonModel", "FileUploadModel"), _button),
    **dict.fromkeys(("CheckboxModel",), _tick),
    **dict.fromkeys(("NaiveDatetimeModel",), _field(_moment)),
    **dict.fromkeys(("TextModel", "TextareaModel"), _text),
    **dict.fromkeys(("PasswordModel",), _field(lambda state: "")),  # a secret is never shown
    **dict.fromkeys(("DropdownModel", "SelectModel", "SelectMultipleModel"), _choice),
}
"""How each kind of widget is drawn."""
