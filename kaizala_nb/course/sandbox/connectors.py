"""The connectors of a local Kaizala, and their tokens: what the portal does, for code."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.course.sandbox.control_plane import ControlPlane
from kaizala_nb.toolkit import tables
from kaizala_nb.toolkit.client import arguments
from kaizala_nb.toolkit.client.control_plane import segment
from kaizala_nb.toolkit.client.masking import MASK, Secret

if TYPE_CHECKING:
    import pandas as pd

_CONNECTORS = {
    "applicationId": "string",
    "applicationSecret": "string",
    "name": "string",
    "permissions": "object",
    "scope": "string",
    "redirectUrl": "string",
}


class Connectors(ControlPlane):
    """The connectors of the local Kaizala at ``url``. ``application_id`` is the one that is ready-made, if that is known."""

    application_id = ""
    application_secret = ""

    @property
    def connectors(self) -> "pd.DataFrame":
        """The connectors, as the portal lists them: id, name, permissions, scope, redirect URL. Secrets are masked."""
        return tables.rows([row | {"applicationSecret": MASK} for row in self.registered()], _CONNECTORS)

    def registered(self) -> list[dict[str, Any]]:
        """The connectors as objects, for code. Each has its ``applicationSecret``, whose repr is a mask."""
        rows = self.call("GET", "connectors")["connectors"]
        return [row | {"applicationSecret": Secret(row["applicationSecret"])} for row in rows]

    def new_connector(
        self, name: str, permissions: dict[str, list[str]] | None = None, redirect_url: str = ""
    ) -> dict[str, Any]:
        """Register a connector, as on the portal. Gives its ``applicationId`` and its ``applicationSecret``, whose repr is a mask.

        Args:
            name: The connector's name.
            permissions: The grid of the portal, such as ``{"Group Information": ["Get", "Add"]}``; all of it if left out.
            redirect_url: The address that the browser is sent to after a sign-in by OAuth.
        """
        body = {"name": name, "permissions": permissions, "redirectUrl": redirect_url}
        connector = self.call("POST", "connectors", body)
        return connector | {"applicationSecret": Secret(connector["applicationSecret"])}

    def grant(self, permissions: dict[str, list[str]], application_id: str = "") -> None:
        """Change what a connector may do. Tokens that it has already keep the permissions that they have.

        Args:
            permissions: The whole grid, such as ``{"Group Information": ["Get", "Add"]}``.
            application_id: The connector's id; the ready-made connector if left out.
        """
        connector = segment(arguments.text(application_id, "The connector") or self.application_id, "The connector")
        self.call("PUT", f"connectors/{connector}", {"permissions": permissions})

    def delete_connector(self, application_id: str) -> None:
        """Delete a connector. Its tokens stop working."""
        self.call("DELETE", f"connectors/{segment(application_id, 'The connector')}")

    def new_token(
        self, kind: str = "user", mobile_number: str = "", group_id: str = "", application_id: str = ""
    ) -> str:
        """A new refresh token of the portal, whose repr is a mask. The connector's earlier token of the same kind stops working.

        Args:
            kind: ``user``: all groups of a person; ``group``: one group, with its admin's rights; ``tenant``: the organisation.
            mobile_number: Whose token it is; the organisation's admin, or the group's first admin, if left out.
            group_id: The group, for ``group``.
            application_id: The connector's id; the ready-made connector if left out.
        """
        body = {"kind": kind, "mobileNumber": mobile_number, "groupId": group_id}
        connector = segment(arguments.text(application_id, "The connector") or self.application_id, "The connector")
        return Secret(self.call("POST", f"connectors/{connector}/tokens", body)["refreshToken"])
