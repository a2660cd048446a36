"""The portal: register a connector with its permissions, use a registered one, grant it a permission, take a token for it.

Secrets and tokens go into the variables, and nowhere else: the forms only say that they are set. For each button there is a method,
so that a cell can do the same.
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
"""The permissions on the portal, and the boxes that each of them has."""

_KINDS = {"User: all groups of a person": "user", "Group: one group": "group", "Tenant: the organisation": "tenant"}


class Portal(widgets.VBox):
    """Three forms. Their buttons do what :meth:`register`, :meth:`use`, :meth:`grant` and :meth:`take_token` do.

    Args:
        environment: The variables.
        new_connector: Registers a connector from a name, permissions and a redirect URL. See :class:`Connectors` for all four.
        connectors: Gives the registered connectors, each with its ``applicationSecret``.
        new_token: Gives a refresh token from a kind, a mobile number, a group and an application id.
        grant: Changes the permissions of a connector, from the whole grid and an application id.
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
        self._name = _text_input("Name <code>name</code>", "My connector")
        self._redirect = _text_input("Redirect URL <code>redirectUrl</code>", "")
        self._boxes = {
            (name, tick): widgets.Checkbox(
                value=True, description=tick, indent=False, layout=widgets.Layout(width="5.2rem")
            )
            for name, ticks in TICKS.items()
            for tick in ticks
        }
        self._connector = widgets.Dropdown(description="Connector <code>name</code>", description_allow_html=True)
        self._permission = widgets.Dropdown(
            options=[f"{name} › {tick}" for name, ticks in TICKS.items() for tick in ticks],
            description="Permission <code>permissions</code>",
            description_allow_html=True,
        )
        self._list()
        self._kind = widgets.Dropdown(
            options=_KINDS, description="Token <code>kind</code>", description_allow_html=True
        )
        self._number = _text_input("Mobile number <code>mobileNumber</code>", environment.get("mobile-number", ""))
        self._group = _text_input("Group <code>groupId</code>", environment.get("test-group-id", ""))
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
                self._connector,
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
        self._connector.options = [(label, application_id) for application_id, label in rows.items()]
        self._connector.value = used if used in rows else next(iter(rows), None)

    # -- what the buttons do -----------------------------------------------------------------------------------------

    def register(self, name: str, permissions: dict[str, list[str]] | None = None, redirect_url: str = "") -> str:
        """Register a connector, and use it in this notebook. Gives the sentence that the form shows.

        Args:
            name: The connector's name.
            permissions: The grid, such as ``{"Group Information": ["Get", "Add"]}``; all of it if left out.
            redirect_url: The address that the browser is sent to after a sign-in by OAuth.
        """
        self._fill(self._new_connector(name, permissions, redirect_url))
        self._list()
        return self._say("register", f"{name} is registered: {_BOTH} are set. Sign in again.")

    def use(self, name: str) -> str:
        """Use a registered connector: its id and its secret go into the variables. Gives the sentence that the form shows.

        Args:
            name: The connector's name or its id.

        Raises:
            InputError: no connector has this name, or several have it.
        """
        self._list()
        connector = self._find(name)
        is_other = self._environment["application-id"] != connector["applicationId"]
        self._fill(connector)
        advice = " A token of another connector does not go with them: sign in again." if is_other else ""
        return self._say("use", f"{_BOTH} are now those of {connector['name']}.{advice}")

    def grant(self, permission: str, *ticks: str, name: str = "") -> str:
        """Grant a permission to a connector. Gives the sentence that the form shows.

        Args:
            permission: A row of the grid, such as ``"Reaction"``.
            ticks: Boxes of that row, such as ``"Add"``.
            name: The connector's name or its id; the connector in use if left out.

        Raises:
            InputError: no connector has this name, or several have it, or there is no such box.
        """
        connector = self._find(name or self._environment["application-id"])
        grid = dict(connector["permissions"])
        grid[permission] = [*grid.get(permission, []), *ticks]
        self._grant(grid, connector["applicationId"])
        words = f"{connector['name']} has {permission} › {', '.join(ticks)}."
        return self._say("use", f"{words} A token holds what was granted when it was made: get a new access token.")

    def take_token(self, kind: str, mobile_number: str = "", group_id: str = "") -> str:
        """Take a refresh token for the connector in use, and clear the access token. Gives the sentence that the form shows.

        Args:
            kind: ``user``: all groups of a person; ``group``: one group, with its admin's rights; ``tenant``: the organisation.
            mobile_number: Whose token it is, for ``user`` and ``group``; the number in the form if left out.
            group_id: The group, for ``group``; the group in the form if left out.
        """
        number = "" if kind == "tenant" else mobile_number or self._number.value
        group = (group_id or self._group.value) if kind == "group" else ""
        token = self._new_token(kind, number, group, self._environment["application-id"])
        self._environment.fill({"refresh-token": str(token), "access-token": ""}, source=_WHO)
        return self._say("token", "{{refresh-token}} is set. Run Step3 - Retrieve the access token.")

    def _find(self, name: str) -> dict[str, Any]:
        matches = [row for row in self._connectors() if name in (row["applicationId"], row["name"])]
        if len(matches) != 1:
            raise InputError(f"{'Several connectors are' if matches else 'No connector is'} called {name!r}.")
        return matches[0]

    def _press_register(self) -> None:
        grid = {name: [tick for tick in ticks if self._boxes[name, tick].value] for name, ticks in TICKS.items()}
        permissions = {name: ticks for name, ticks in grid.items() if ticks}
        self._try("register", lambda: self.register(self._name.value, permissions, self._redirect.value))

    def _press_use(self) -> None:
        self._try("use", lambda: self.use(self._connector.value or ""))

    def _press_grant(self) -> None:
        permission, _, tick = self._permission.value.partition(" › ")
        self._try("use", lambda: self.grant(permission, tick, name=self._connector.value or ""))

    def _press_token(self) -> None:
        self._try("token", lambda: self.take_token(self._kind.value))

    def _fill(self, connector: dict[str, Any]) -> None:
        values = {
            "application-id": connector["applicationId"],
            "application-secret": str(connector["applicationSecret"]),
        }
        self._environment.fill(values, source=_WHO)

    def _try(self, form: str, action: Callable[[], Any]) -> None:
        try:
            action()
        except ApiError as trouble:
            self._notes[form].value = html(faces.element("p", str(trouble), "kz-problem"))

    def _say(self, form: str, words: str) -> str:
        self._notes[form].value = html(faces.element("p", words, "kz-note"))
        return words

    def __repr__(self) -> str:
        return "<Portal>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if isinstance(bundle, dict):
            bundle["text/plain"] = "The portal: register a connector, use a registered one, take a token for it."
        return bundle


def _button(words: str, on_press: Callable[[], None], presses: Presses, style: str = "primary") -> widgets.HBox:
    """A button that is as wide as its words. Without the box around it, it would be as wide as the form."""
    return widgets.HBox([PressButton(words, on_press, presses, button_style=style)])


def _title(words: str) -> widgets.HTML:
    return widgets.HTML(html(faces.element("div", words, "kz-title")))


def _text_input(label: str, value: str) -> widgets.Text:
    return widgets.Text(value=value, description=label, description_allow_html=True, continuous_update=False)
