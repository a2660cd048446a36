"""The portal's side: registering a connector with its permissions, and taking a token for it.

The secret and the token go into the variables and nowhere else: the page says that they are set.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from kaizala_nb import faces
from kaizala_nb.client.environment import Environment
from kaizala_nb.client.errors import KaizalaError
from kaizala_nb.widgets.inputs import PressButton, Presses
from kaizala_nb.widgets.style import html, sheet

_WHO = "the portal"
TICKS = {
    "Group Information": ("Get", "Add", "Update", "Remove"),
    "Group Member List": ("Get", "Add", "Update", "Remove"),
    "Text Message": ("Add", "Remove"),
    "Actions And Responses": ("Get", "Add", "Update"),
    "User Profile": ("Get",),
    "Media": ("Add",),
    "Outgoing Webhooks": ("Get", "Add", "Update", "Remove"),
    "Tenant Data": ("Get", "Add", "Update", "Remove"),
    "Bot User": ("Get", "Add", "Update", "Remove"),
    "Reaction": ("Get", "Add", "Update", "Remove"),
}
"""The grid of the portal's page: which boxes can be ticked."""

_KINDS = {"User: all groups of a person": "user", "Group: one group": "group", "Tenant: the organisation": "tenant"}


class Portal(widgets.VBox):
    """Two forms. ``register(name, permissions, redirect_url)`` gives a connector; ``give_token(kind, number, group, id)``."""

    def __init__(
        self,
        environment: Environment,
        register: Callable[[str, dict[str, list[str]], str], dict[str, Any]],
        give_token: Callable[[str, str, str, str], str],
    ) -> None:
        self._environment = environment
        self._register = register
        self._give_token = give_token
        presses = Presses()
        self._name = _line("Name <code>name</code>", "My connector")
        self._redirect = _line("Redirect URL <code>redirectUrl</code>", "")
        self._boxes = {
            (name, tick): widgets.Checkbox(
                value=True, description=tick, indent=False, layout=widgets.Layout(width="6.5rem")
            )
            for name, ticks in TICKS.items()
            for tick in ticks
        }
        self._kind = widgets.Dropdown(
            options=_KINDS, description="Token <code>kind</code>", description_allow_html=True
        )
        self._number = _line("Mobile number <code>mobileNumber</code>", environment.get("mobile-number", ""))
        self._group = _line("Group <code>groupId</code>", environment.get("test-group-id", ""))
        self._note = widgets.HTML()
        super().__init__(
            [
                sheet(),
                widgets.HTML(html(faces.element("div", "The portal: a connector", "kz-title"))),
                self._name,
                widgets.VBox([self._row(name, ticks) for name, ticks in TICKS.items()]),
                self._redirect,
                PressButton("Register, and use it here", self._new_connector, presses, button_style="primary"),
                widgets.HTML(html(faces.element("div", "The portal: a token for it", "kz-title"))),
                self._kind,
                self._number,
                self._group,
                PressButton("Take the refresh token", self._new_token, presses, button_style="primary"),
                self._note,
            ]
        )
        self.add_class("kz-form")

    def _row(self, name: str, ticks: tuple[str, ...]) -> widgets.HBox:
        title = widgets.HTML(faces.element("span", name), layout=widgets.Layout(width="11rem"))
        return widgets.HBox([title, *(self._boxes[name, tick] for tick in ticks)])

    def _new_connector(self) -> None:
        grid = {name: [tick for tick in ticks if self._boxes[name, tick].value] for name, ticks in TICKS.items()}
        wanted = {name: ticks for name, ticks in grid.items() if ticks}
        made = self._try(lambda: self._register(self._name.value, wanted, self._redirect.value))
        if made is None:
            return
        values = {"application-id": made["applicationId"], "application-secret": str(made["applicationSecret"])}
        self._environment.fill(values, source=_WHO)
        self._say(
            f"{self._name.value} is registered: {{{{application-id}}}} and {{{{application-secret}}}} are set. Sign in again."
        )

    def _new_token(self) -> None:
        connector = self._environment["application-id"]
        group = self._group.value if self._kind.value == "group" else ""
        number = "" if self._kind.value == "tenant" else self._number.value
        token = self._try(lambda: self._give_token(self._kind.value, number, group, connector))
        if token is not None:
            self._environment.fill({"refresh-token": str(token), "access-token": ""}, source=_WHO)
            self._say("{{refresh-token}} is set. Run Step3 - Retrieve the access token.")

    def _try(self, what: Callable[[], Any]) -> Any:
        try:
            return what()
        except KaizalaError as trouble:
            self._note.value = html(faces.element("p", str(trouble), "kz-problem"))
            return None

    def _say(self, words: str) -> None:
        self._note.value = html(faces.element("p", words, "kz-note"))

    def __repr__(self) -> str:
        return "<Portal>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = "The portal: register a connector, take a token for it."
        return bundle


def _line(label: str, value: str) -> widgets.Text:
    return widgets.Text(value=value, description=label, description_allow_html=True, continuous_update=False)
