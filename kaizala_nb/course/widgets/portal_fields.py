"""The fields of the portal: the grid of permissions, the connectors that are registered, and what a token is for."""

from collections.abc import Iterable, Mapping
from inspect import Parameter as Declared
from typing import Any

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.collection import Parameter, Variable
from kaizala_nb.toolkit.widgets.entry import Description, Entry
from kaizala_nb.toolkit.widgets.field import Field
from kaizala_nb.toolkit.widgets.fields.choices import ChoicesEntry
from kaizala_nb.toolkit.widgets.fields.lines import ChoiceEntry

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

CELLS = tuple(f"{name} › {tick}" for name, ticks in TICKS.items() for tick in ticks)
"""The boxes of the whole grid: "Group Information › Get"."""

_KINDS = {"user": "User: all groups of a person", "group": "Group: one group", "tenant": "Tenant: the organisation"}


def grid(cells: Iterable[str]) -> dict[str, list[str]]:
    """Boxes as the service takes them: ``{"Group Information": ["Get", "Add"]}``."""
    rows: dict[str, list[str]] = {}
    for cell in cells:
        name, _, tick = cell.partition(" › ")
        rows.setdefault(name, []).append(tick)
    return rows


class GridEntry(ChoicesEntry):
    """An entry for boxes in rows and columns. Its raw value is a list of those that are ticked: "row › column"."""

    type = "grid"

    def describe(self) -> Description:
        rows = [f"{name}: {', '.join(ticks)}" for name, ticks in grid(self.raw).items()]
        text = "all" if self.raw == list(CELLS) else "; ".join(rows)
        return super().describe() | {"text": text}


class OfferEntry(ChoiceEntry):
    """An entry for one of several things that change while the page stands: connectors by their ids, permissions."""

    def offer(self, words: Mapping[str, str]) -> None:
        """Let these be the choices: the words for each."""
        self._words = dict(words)


class PortalField(Field):
    """A field of the portal, with a ``label`` of its own."""

    def __init__(
        self,
        parameter: Parameter,
        label: str,
        environment: Environment,
        value: object = None,
        entry: Entry | None = None,
    ) -> None:
        self._label = label
        arguments = {} if value is None else {parameter.name: value}
        super().__init__(parameter, environment, arguments=arguments, entry=entry)

    def describe(self) -> Description:
        return super().describe() | {"label": self._label}


class OfferField(PortalField):
    """A field for one of several things that change while the page stands."""

    def __init__(self, parameter: Parameter, label: str, environment: Environment) -> None:
        self._offered = OfferEntry((), optional=False)
        super().__init__(parameter, label, environment, entry=self._offered)

    def offer(self, words: Mapping[str, str], chosen: str) -> None:
        """Let these be the choices, the words for each, and let one be chosen."""
        self._offered.offer(words)
        self._cell_arguments = {self.parameter.name: chosen if chosen in words else next(iter(words), None)}
        self.as_in_cell()


def portal_fields(environment: Environment) -> list[Field]:
    """The fields, in the order of the page. The mobile number and the group begin with those of the variables."""

    def field(
        name: str, wire: str, label: str, entry: Entry | None = None, *, kind: str = "text", **more: Any
    ) -> Field:
        return PortalField(_parameter(name, wire, kind, **more), label, environment, entry=entry)

    token_kind = ChoiceEntry(_KINDS.items(), optional=False)
    return [
        PortalField(_parameter("name", "name", default=Declared.empty), "Name", environment, "My connector"),
        field(
            "permissions", "permissions", "Permissions", GridEntry(CELLS), kind="choices", choices=CELLS, default=CELLS
        ),
        field("redirect_url", "redirectUrl", "Redirect URL", default=""),
        OfferField(_parameter("connector", "name"), "Connector", environment),
        OfferField(_parameter("permission", "permissions"), "Permission", environment),
        field("kind", "kind", "Token", token_kind, kind="choice", choices=tuple(_KINDS), default="user"),
        field("mobile_number", "mobileNumber", "Mobile number", default=Variable("mobile-number")),
        field("group_id", "groupId", "Group", default=Variable("test-group-id")),
    ]


def _parameter(
    name: str, wire: str, kind: str = "text", *, default: object = None, choices: tuple[str, ...] = ()
) -> Parameter:
    optional = default is not Declared.empty
    return Parameter(name, wire, kind, "body", default, optional, choices=choices)
