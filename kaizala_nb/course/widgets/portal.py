"""The portal's side: registering a connector with its permissions, reading one that there is, and taking a token for it.

The secret and the token go into the variables and nowhere else: the page says that they are set. What each button does is a method
too, so that a cell can press it.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError, InputError
from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.inputs import PressButton, Presses
from kaizala_nb.toolkit.widgets.style import html, sheet

_WHO = "the portal"
_BOTH = "{{application-id}} and {{application-secret}}"
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
    """Three forms, and what their buttons do: :meth:`register`, :meth:`use`, :meth:`grant`, :meth:`take_token`.

    ``new_connector(name, permissions, redirect_url)`` registers one, ``connectors()`` gives those that there are, with their
    ``applicationSecret``; ``new_token(kind, number, group, application_id)`` gives a refresh token; ``grant(grid, application_id)``
    changes what one may do.
    """

    def __init__(
        self,
        environment: Environment,
        new_connector: Callable[[str, dict[str, list[str]] | None, str], dict[str, Any]],
        connectors: Callable[[], list[dict[str, Any]]],
        new_token: Callable[[str, str, str, str], str],
        grant: Callable[[dict[str, list[str]], str], None],
    ) -> None:
        self._environment = environment
        self._new_connector = new_connector
        self._connectors = connectors
        self._new_token = new_token
        self._grant = grant
        presses = Presses()
        self._name = _line("Name <code>name</code>", "My connector")
        self._redirect = _line("Redirect URL <code>redirectUrl</code>", "")
        self._boxes = {
            (name, tick): widgets.Checkbox(
                value=True, description=tick, indent=False, layout=widgets.Layout(width="5.2rem")
            )
            for name, ticks in TICKS.items()
            for tick in ticks
        }
        self._there = widgets.Dropdown(description="Connector <code>name</code>", description_allow_html=True)
        self._permission = widgets.Dropdown(
            options=[f"{name} › {tick}" for name, ticks in TICKS.items() for tick in ticks],
            description="Permission <code>permissions</code>",
            description_allow_html=True,
        )
        self._list()
        self._kind = widgets.Dropdown(
            options=_KINDS, description="Token <code>kind</code>", description_allow_html=True
        )
        self._number = _line("Mobile number <code>mobileNumber</code>", environment.get("mobile-number", ""))
        self._group = _line("Group <code>groupId</code>", environment.get("test-group-id", ""))
        self._notes = {name: widgets.HTML() for name in ("register", "use", "token")}
        grid = widgets.VBox([self._row(name, ticks) for name, ticks in TICKS.items()])
        super().__init__(
            [
                sheet(),
                _title("The portal: a new connector"),
                *(self._name, grid, self._redirect),
                _button("Register, and use it here", self._press_register, presses),
                self._notes["register"],
                _title("The portal: a connector that is registered"),
                self._there,
                _button("Use its id and secret here", self._press_use, presses),
                self._permission,
                _button("Grant it this permission", self._press_grant, presses, style=""),
                self._notes["use"],
                _title("The portal: a token for the connector in use"),
                *(self._kind, self._number, self._group),
                _button("Take the refresh token", self._press_token, presses),
                self._notes["token"],
            ]
        )
        self.add_class("kz-form")

    def _row(self, name: str, ticks: tuple[str, ...]) -> widgets.HBox:
        title = widgets.HTML(faces.element("span", name), layout=widgets.Layout(width="11rem"))
        return widgets.HBox([title, *(self._boxes[name, tick] for tick in ticks)])

    def _list(self) -> None:
        rows = {row["applicationId"]: f"{row['name']} ({row['applicationId'][:8]}…)" for row in self._connectors()}
        used = self._environment["application-id"]
        self._there.options = [(label, application_id) for application_id, label in rows.items()]
        self._there.value = used if used in rows else next(iter(rows), None)

    # -- what the buttons do -----------------------------------------------------------------------------------------

    def register(self, name: str, permissions: dict[str, list[str]] | None = None, redirect_url: str = "") -> str:
        """Register a connector, and use it in this notebook; gives what the form says then.

        Args:
            name: What it is called.
            permissions: A grid, such as ``{"Group Information": ["Get", "Add"]}``; every permission if left out.
            redirect_url: Where signing in by OAuth leads back to.
        """
        made = self._new_connector(name, permissions, redirect_url)
        self._fill(made)
        self._list()
        return self._say("register", f"{name} is registered: {_BOTH} are set. Sign in again.")

    def use(self, name: str) -> str:
        """Use a connector that is registered, by its name or its id: its id and its secret go into the variables.

        Raises :class:`InputError` for a name that none has, or that several have.
        """
        self._list()
        found = self._find(name)
        other = self._environment["application-id"] != found["applicationId"]
        self._fill(found)
        again = " A token of another connector does not go with them: sign in again." if other else ""
        return self._say("use", f"{_BOTH} are now those of {found['name']}.{again}")

    def grant(self, permission: str, *ticks: str, name: str = "") -> str:
        """Give a connector a permission more; gives what the form says then.

        Args:
            permission: A line of the grid, such as ``"Reaction"``.
            ticks: Boxes in it, such as ``"Add"``.
            name: Which connector, by its name or its id; the one in use if left out.

        Raises:
            InputError: no connector, or several, are called so, or there is no such box.
        """
        connector = self._find(name or self._environment["application-id"])
        grid = dict(connector["permissions"])
        grid[permission] = [*grid.get(permission, []), *ticks]
        self._grant(grid, connector["applicationId"])
        words = f"{connector['name']} has {permission} › {', '.join(ticks)}."
        return self._say("use", f"{words} A token holds what was granted when it was made: get a new access token.")

    def take_token(self, kind: str, mobile_number: str = "", group_id: str = "") -> str:
        """Take a refresh token for the connector in use; what is left out is as in the form. The access token goes.

        Args:
            kind: ``user``: all groups of a person; ``group``: one group, with its admin's rights; ``tenant``: the organisation's.
            mobile_number: Whose it is, of a ``user`` or a ``group``.
            group_id: Which group, of a ``group``.
        """
        number = "" if kind == "tenant" else mobile_number or self._number.value
        group = (group_id or self._group.value) if kind == "group" else ""
        token = self._new_token(kind, number, group, self._environment["application-id"])
        self._environment.fill({"refresh-token": str(token), "access-token": ""}, source=_WHO)
        return self._say("token", "{{refresh-token}} is set. Run Step3 - Retrieve the access token.")

    def _find(self, name: str) -> dict[str, Any]:
        found = [row for row in self._connectors() if name in (row["applicationId"], row["name"])]
        if len(found) != 1:
            raise InputError(f"{'Several connectors are' if found else 'No connector is'} called {name!r}.")
        return found[0]

    def _press_register(self) -> None:
        grid = {name: [tick for tick in ticks if self._boxes[name, tick].value] for name, ticks in TICKS.items()}
        wanted = {name: ticks for name, ticks in grid.items() if ticks}
        self._try("register", lambda: self.register(self._name.value, wanted, self._redirect.value))

    def _press_use(self) -> None:
        self._try("use", lambda: self.use(self._there.value or ""))

    def _press_grant(self) -> None:
        permission, _, tick = self._permission.value.partition(" › ")
        self._try("use", lambda: self.grant(permission, tick, name=self._there.value or ""))

    def _press_token(self) -> None:
        self._try("token", lambda: self.take_token(self._kind.value))

    def _fill(self, connector: dict[str, Any]) -> None:
        values = {
            "application-id": connector["applicationId"],
            "application-secret": str(connector["applicationSecret"]),
        }
        self._environment.fill(values, source=_WHO)

    def _try(self, where: str, what: Callable[[], Any]) -> None:
        try:
            what()
        except ApiError as trouble:
            self._notes[where].value = html(faces.element("p", str(trouble), "kz-problem"))

    def _say(self, where: str, words: str) -> str:
        self._notes[where].value = html(faces.element("p", words, "kz-note"))
        return words

    def __repr__(self) -> str:
        return "<Portal>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = "The portal: register a connector, use one that there is, take a token for it."
        return bundle


def _button(words: str, pressed: Callable[[], None], presses: Presses, style: str = "primary") -> widgets.HBox:
    """A button as wide as its words: by itself it would be as wide as the form."""
    return widgets.HBox([PressButton(words, pressed, presses, button_style=style)])


def _title(words: str) -> widgets.HTML:
    return widgets.HTML(html(faces.element("div", words, "kz-title")))


def _line(label: str, value: str) -> widgets.Text:
    return widgets.Text(value=value, description=label, description_allow_html=True, continuous_update=False)
