"""A page that shows a sign-in: it knows the content alone, and sends the messages that a browser sends."""

import json
import re
from html import unescape
from typing import Any

from kaizala_nb.course.widgets.sign_in import SignIn
from kaizala_nb.course.widgets.sign_in_form import SignInForm
from tests.toolkit.widgets.conftest import text_of as text_of_widgets
from tests.toolkit.widgets.conftest import text_on_page as text_of_widgets_on_page

_BUTTONS = re.search(r"^const BUTTONS = (\[.*?^\]);", SignInForm.module.read_text(), re.DOTALL | re.MULTILINE)
assert _BUTTONS
BUTTONS: list[list[tuple[str, str]]] = json.loads(re.sub(r",\s*\]", "]", _BUTTONS[1]))
"""What can be pressed at each step, as the module of JavaScript says it."""


class SignInPage:
    """One page. ``heard`` are the messages of the kernel to it, and ``states`` what the kernel has synced, oldest first."""

    def __init__(self, sign_in: SignIn, view: str = "the page") -> None:
        self.sign_in, self.form, self._view = sign_in, sign_in.form, view
        self.heard: list[dict[str, Any]] = []
        self.states: list[str] = [str(self.form.get_state())]
        publish = self.form.comm.publish_msg

        def publish_here(kind: str, data: dict[str, Any] | None = None, **more: Any) -> None:
            if data and data.get("method") == "custom":
                self.heard.append(data["content"])
            else:
                self.states.append(str(data))
            publish(kind, data=data, **more)

        self.form.comm.publish_msg = publish_here

    @property
    def content(self) -> dict[str, Any]:
        """What the page is told."""
        content: dict[str, Any] = json.loads(json.dumps(self.form.content))  # it is JSON
        return content

    @property
    def number(self) -> str:
        """What stands in the number's field."""
        return str(self.content["fields"][0]["raw"])

    @property
    def problems(self) -> list[str]:
        """What is wrong with the number, and with the PIN; "" if nothing is."""
        return [field["problems"].get("", "") for field in self.content["fields"]]

    @property
    def buttons(self) -> list[str]:
        """What the buttons say."""
        words = [words for _, words in BUTTONS[self.content["step"]]]
        return ["As in the cell", *words] if self.content["kept"] else words

    def type_number(self, number: str, *, kept: bool = False) -> None:
        """Type a number, and leave its field. ``kept``: it was typed before the page was loaded again."""
        self._say(kind="edit", name="mobile_number", value=number, view=self._view, **({"kept": True} if kept else {}))

    def type_pin(self, pin: str) -> None:
        """Type a PIN, and leave its field."""
        self._say(kind="secret", name="pin", value=pin)

    def press(self, words: str, *, pin: str = "", number: str | None = None, round: int | None = None) -> None:
        """Press a button, or Enter. ``number`` and ``pin`` stand in their fields; ``round``: the page knows no newer one."""
        pressable = {label: what for step in BUTTONS for what, label in step} | {"As in the cell": "as in cell"}
        self._say(
            kind="press",
            id=f"press {len(self.heard)}",
            what=pressable[words],
            round=self.content["round"] if round is None else round,
            values={"mobile_number": self.number if number is None else number},
            secrets={"pin": pin} if pin else {},
            view=self._view,
        )
        assert [(message["kind"], message.get("problem", "")) for message in self.heard[-2:]] == [
            ("received", ""),
            ("answered", ""),
        ]

    def _say(self, **message: Any) -> None:
        self.form._handle_custom_msg(message, [])


def text_of(sign_in: SignIn) -> str:
    """What a sign-in says, and the phone beside it."""
    return f"{_text_of_form(sign_in)} {text_of_widgets(sign_in)}"


def text_on_page(sign_in: SignIn) -> str:
    """What it says while a page shows it."""
    return f"{_text_of_form(sign_in)} {text_of_widgets_on_page(sign_in)}"


def _text_of_form(sign_in: SignIn) -> str:
    form = sign_in.form
    said = f"{form.still(form.content)} {form.content['said']}"
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said)))
