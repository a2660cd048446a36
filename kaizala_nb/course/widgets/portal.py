"""The portal: register a connector with its permissions, use a registered one, grant it a permission, take a token for it.

Secrets and tokens go into the variables, and nowhere else: the page is only told that they are set. For each button there is a
method, so that a cell can do the same.
"""

import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from kaizala_nb.course.sandbox.onlooker import CONNECTOR as CONNECTOR_OF_CHECKS
from kaizala_nb.course.widgets import portal_face
from kaizala_nb.course.widgets.portal_fields import CELLS, TICKS, OfferField, grid, portal_fields
from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.errors import ApiError, InputError
from kaizala_nb.toolkit.client.sentence import Sentence
from kaizala_nb.toolkit.widgets.fields_widget import FieldsWidget

__all__ = ["TICKS", "Portal"]

_WHO = "the portal"
_LONGEST_LINE = 200  # of Python: a line with half of the grid in it is nothing to read
_BOTH = "{{application-id}} and {{application-secret}}"
_NOT_REGISTERED: portal_face.Note = {"words": "Nothing was registered: correct what is marked.", "is_problem": True}


class Portal(FieldsWidget):
    """Three forms. Their buttons do what :meth:`register`, :meth:`use`, :meth:`grant` and :meth:`take_token` do.

    ``values`` are what stands in the fields: ``name``, ``permissions`` (a list such as ``["Group Information › Get"]``),
    ``redirect_url``, ``connector`` (an id), ``permission``, ``kind``, ``mobile_number`` and ``group_id``.

    Args:
        environment: The variables.
        new_connector: Registers a connector from a name, permissions and a redirect URL. See :class:`Connectors` for all four.
        connectors: Gives the registered connectors, each with its ``applicationSecret``.
        new_token: Gives a refresh token from a kind, a mobile number, a group and an application id.
        grant: Changes the permissions of a connector, from the whole grid and an application id.
        key: What the page keeps typed text under, "" keeps none.
        show: The one form to show: "register", "use" or "token"; all of them if left out.
    """

    module = Path(__file__).parent / "javascript" / "portal.mjs"
    still = staticmethod(portal_face.still)

    def __init__(
        self,
        environment: Environment,
        new_connector: Callable[[str, dict[str, list[str]] | None, str], dict[str, Any]],
        connectors: Callable[[], list[dict[str, Any]]],
        new_token: Callable[[str, str, str, str], str],
        grant: Callable[[dict[str, list[str]], str], None],
        key: str = "",
        show: str = "",
    ) -> None:
        if show and show not in portal_face.FORMS:
            raise InputError(f"The portal has no form {show!r}. Its forms are: {', '.join(portal_face.FORMS)}.")
        self._environment = environment
        self._new_connector = new_connector
        self._connectors = connectors
        self._new_token = new_token
        self._grant = grant
        self._key = key
        self._show = show
        self._of = ""  # the connector whose permissions are offered
        self._rows: list[dict[str, Any]] = []  # the connectors, as they were when they were last listed
        self._notes: dict[str, portal_face.Note] = {}
        self._fields = portal_fields(environment)
        super().__init__()
        self.add_class("kz-form")
        self._list()
        self._draw()

    def _list(self) -> None:
        """Offer the connectors that are registered by now; the one in use is chosen."""
        self._rows = self._shown()
        words = {row["applicationId"]: f"{row['name']} ({row['applicationId'][:8]}…)" for row in self._rows}
        self._offers("connector").offer(words, self._environment["application-id"])
        self._list_permissions()

    def _list_permissions(self) -> None:
        """Offer the boxes of the grid; those that the chosen connector has are marked.

        For another connector than before, one that it lacks is chosen.
        """
        is_same = self._of == self.values["connector"]
        self._of = self.values["connector"] or ""
        rows = [row["permissions"] for row in self._rows if row["applicationId"] == self._of]
        had = {f"{name} › {tick}" for row in rows for name, ticks in row.items() for tick in ticks}
        words = {cell: f"{cell} (it has this)" if cell in had else cell for cell in CELLS}
        lacking = next((cell for cell in CELLS if cell not in had), CELLS[0])
        chosen = self.values["permission"] if is_same else None
        self._offers("permission").offer(words, chosen or lacking)

    def _offers(self, name: str) -> OfferField:
        return next(field for field in self._fields if isinstance(field, OfferField) and field.parameter.name == name)

    def _shown(self) -> list[dict[str, Any]]:
        """The connectors that a person knows of, without their secrets: the one that the checks look with is ours."""
        rows = [row for row in self._connectors() if row["name"] != CONNECTOR_OF_CHECKS]
        return [{name: row[name] for name in ("applicationId", "name", "permissions")} for row in rows]

    # -- what the buttons do -----------------------------------------------------------------------------------------

    def register(self, name: str, permissions: dict[str, list[str]] | None = None, redirect_url: str = "") -> str:
        """Register a connector, and use it in this notebook. Gives the sentence that the form shows.

        Args:
            name: The connector's name.
            permissions: The grid, such as ``{"Group Information": ["Get", "Add"]}``; all of it if left out.
            redirect_url: The address that the browser is sent to after a sign-in by OAuth.
        """
        self._fill(self._new_connector(name, permissions, redirect_url))
        return self._say(
            "register", f"{name} is registered: {_BOTH} are set. Your tokens belong to the old one: sign in."
        )

    def use(self, name: str) -> str:
        """Use a registered connector: its id and its secret go into the variables. Gives the sentence that the form shows.

        Args:
            name: The connector's name or its id.

        Raises:
            InputError: no connector has this name, or several have it.
        """
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
        _check_ticks(permission, ticks)
        connector = self._find(name or self._environment["application-id"])
        permissions = dict(connector["permissions"])
        permissions[permission] = [*permissions.get(permission, []), *ticks]
        self._grant(permissions, connector["applicationId"])
        self._rows = self._shown()
        self._list_permissions()
        words = f"{connector['name']} has {permission} › {', '.join(ticks)}."
        return self._say("grant", f"{words} A token holds what was granted when it was made: get a new access token.")

    def take_token(self, kind: str, mobile_number: str = "", group_id: str = "") -> str:
        """Take a refresh token for the connector in use, and clear the access token. Gives the sentence that the form shows.

        Args:
            kind: ``user``: all groups of a person; ``group``: one group, with its admin's rights; ``tenant``: the organisation.
                Capital letters do not matter: the form writes ``Group``.
            mobile_number: Whose token it is, for ``user`` and ``group``; the number in the form if left out.
            group_id: The group, for ``group``; the group in the form if left out.
        """
        kind = str(kind).lower()
        number = "" if kind == "tenant" else mobile_number or self.values["mobile_number"]
        group = (group_id or self.values["group_id"]) if kind == "group" else ""
        token = self._new_token(kind, number, group, self._environment["application-id"])
        self._environment.fill({"refresh-token": str(token), "access-token": ""}, source=_WHO)
        return self._say("token", "{{refresh-token}} is set. Next: kaizala.authentication.access_token()")

    def _find(self, name: str) -> dict[str, Any]:
        matches = [row for row in self._connectors() if name in (row["applicationId"], row["name"])]
        if len(matches) != 1:
            raise InputError(f"{'Several connectors are' if matches else 'No connector is'} called {name!r}.")
        return matches[0]

    def _fill(self, connector: dict[str, Any]) -> None:
        values = {
            "application-id": connector["applicationId"],
            "application-secret": str(connector["applicationSecret"]),
        }
        self._environment.fill(values, source=_WHO)
        self._list()

    # -- what the page says ------------------------------------------------------------------------------------------

    def pressed(self, message: dict[str, Any]) -> str:
        """Take all that stands on the page, and then do what was pressed: "register", "use", "grant" or "token"."""
        with self._lock:
            self._take(message)
            actions: dict[str, Callable[[], object]] = {
                "register": self._press_register,
                "use": lambda: self.use(self.values["connector"] or ""),
                "grant": self._press_grant,
                "token": lambda: self.take_token(self.values["kind"]),
            }
            try:
                actions[message["what"]]()
            except ApiError as trouble:
                self._say(message["what"], str(trouble), is_problem=True)
        return ""

    def _press_register(self) -> None:
        if self._named("name").check().problems:
            raise InputError(_NOT_REGISTERED["words"])
        self.register(self.values["name"], grid(self.values["permissions"]), self.values["redirect_url"])

    def _press_grant(self) -> None:
        permission, _, tick = self.values["permission"].partition(" › ")
        self.grant(permission, tick, name=self.values["connector"] or "")

    # -- when its cell is run again ----------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        """Whether it has done something. The next run of the cell then begins anew, with what was typed."""
        return bool(self._notes)

    def come_back(self) -> None:
        """Stay as it is. Fields that the person has not changed follow their variables, and connectors have come perhaps."""
        with self._lock:
            for field in self._fields:
                field.renew()
            self._list()
            self._draw()

    def take_over(self, former: "Portal", changed: Collection[str]) -> None:
        """Fill in what the person had filled in in a former portal."""
        for before, field in zip(former._fields, self._fields, strict=True):
            if before.by_hand:
                field.take_over(before)
        self._draw()

    # -- what it says ------------------------------------------------------------------------------------------------

    def _say(self, button: str, words: str, *, is_problem: bool = False) -> str:
        """Say it beside a button. What was said of another one before is over."""
        self._notes = {button: {"words": words, "is_problem": is_problem}}
        self._draw()
        return Sentence(words)

    def _on_change(self) -> None:
        if self._notes.get("register") == _NOT_REGISTERED and not self._named("name").problems:
            del self._notes["register"]
        if self.values["connector"] != self._of:
            self._list_permissions()
        self._draw()

    def _draw(self) -> None:
        """Tell the page how things are. Nothing is sent if it knows that already."""
        hidden = {"user": ("group_id",), "tenant": ("mobile_number", "group_id")}.get(self.values["kind"], ())
        self.content = portal_face.content(
            self._key,
            [field.describe() for field in self._fields],
            self._notes,
            show=self._show,
            lines=self._lines(),
            hidden=hidden,
        )

    def _lines(self) -> dict[str, str]:
        """For each button the line of Python that does the same."""
        values = self.values
        names = {row["applicationId"]: row["name"] for row in self._rows}
        name = names.get(values["connector"] or "", "")
        if list(names.values()).count(name) > 1:  # then only the id tells which
            name = values["connector"]
        ticked = grid(values["permissions"])
        what = "" if ticked == grid(CELLS) else f", {json.dumps(ticked)}"
        permission, _, tick = (values["permission"] or "").partition(" › ")
        other = "" if values["connector"] == self._environment["application-id"] else f", name={_quoted(name)}"
        lines = {
            "register": f"portal.register({_quoted(values['name'])}{what})",
            "use": f"portal.use({_quoted(name)})",
            "grant": f"portal.grant({_quoted(permission)}, {_quoted(tick)}{other})",
            "token": f"portal.take_token({_quoted(values['kind'])})",
        }
        return {button: line for button, line in lines.items() if len(line) <= _LONGEST_LINE}

    def __repr__(self) -> str:
        return "<Portal>"

    def as_text(self) -> str:
        """The portal in plain text: what stands in the fields, and what was done."""
        return portal_face.text(self.content)


def _check_ticks(permission: str, ticks: Collection[str]) -> None:
    """Whether there are such boxes. Raises InputError with those that there are."""
    rows = {name.casefold(): boxes for name, boxes in TICKS.items()}
    boxes = rows.get(str(permission).strip().casefold())
    if boxes is None:
        raise InputError(f"There is no permission {permission!r}: the permissions are {', '.join(TICKS)}.")
    for tick in ticks:
        if str(tick).strip().capitalize() not in boxes:
            scope = " What a token calls write is Add here." if str(tick).strip().casefold() == "write" else ""
            raise InputError(f"{permission} has no {tick!r}: it can have {', '.join(boxes)}.{scope}")


def _quoted(text: str | None) -> str:
    return json.dumps(text or "", ensure_ascii=False)
