"""What a token may do: resources and verbs, and the two ways in which they are written.

A connector's permissions are a mask, ``2.30:3.30:…``: a resource's number, a dot, and the sum of its verbs. The scope
string that clients read (``groupinfo.write,groupinfo.read,…``) is a pure function of it. Numbers, order and names are
those of two captured tokens of 2019 and 2021.
"""

import re
from functools import lru_cache
from typing import NamedTuple

ALL, ADD, GET, REMOVE, UPDATE = 1, 2, 4, 8, 16
_VERBS = {ADD: "write", GET: "read", REMOVE: "remove", UPDATE: "update"}

GROUP_INFORMATION, GROUP_MEMBERS, TEXT_MESSAGE, ACTIONS, PROFILE = 2, 3, 4, 6, 5
MEDIA, WEBHOOKS, TENANT, BOTS, REACTIONS = 9, 15, 14, 19, 24

_TICKS = {"Get": GET, "Add": ADD, "Update": UPDATE, "Remove": REMOVE}
_PORTAL_NAMES = {
    GROUP_INFORMATION: "Group Information",
    GROUP_MEMBERS: "Group Member List",
    TEXT_MESSAGE: "Text Message",
    ACTIONS: "Actions And Responses",
    PROFILE: "User Profile",
    MEDIA: "Media",
    WEBHOOKS: "Outgoing Webhooks",
    TENANT: "Tenant Data",
    BOTS: "Bot User",
    REACTIONS: "Reaction",
}

# number: (name in a scope, verbs of a fully ticked connector), in the order in which masks and scopes list them
_RESOURCES = {
    GROUP_INFORMATION: ("groupinfo", 30),
    GROUP_MEMBERS: ("groupmember", 30),
    TEXT_MESSAGE: ("textmessage", 10),
    ACTIONS: ("action", 22),
    PROFILE: ("profile", 4),
    MEDIA: ("media", 2),
    WEBHOOKS: ("webhook", 30),
    TENANT: ("o365", 30),
    BOTS: ("bot", 30),
    REACTIONS: ("reactions", 30),
}

FULL = {number: verbs for number, (_, verbs) in _RESOURCES.items()}
FULL_MASK = ":".join(f"{number}.{verbs}" for number, (_, verbs) in _RESOURCES.items())
BOT_MASK = "2.1:5.4:6.1:9.1:4.1"  # that of a captured bot token
REFRESH_MASK = "8.4"  # all that a refresh token may do: be exchanged

_PART = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\Z")


class Permission(NamedTuple):
    """One tick in a connector's grid: a resource and a verb. Several verbs together mean that one of them is enough."""

    resource: int
    verb: int

    @property
    def scope(self) -> str:
        """As it stands in a scope string: ``groupmember.read``."""
        return " or ".join(
            f"{_RESOURCES[self.resource][0]}.{word}" for verb, word in _VERBS.items() if self.verb & verb
        )


@lru_cache(maxsize=256)
def parse(mask: str) -> dict[int, int]:
    """A mask as resource → verbs.

    Raises ValueError for a resource or verbs that do not exist.
    """
    verbs: dict[int, int] = {}
    for part in mask.split(":") if mask else ():
        match = _PART.match(part)
        if not match or int(match[1]) not in _RESOURCES or not 1 <= int(match[2]) <= 31:
            raise ValueError("a permission is RESOURCE.VERBS, and permissions are joined by a colon")
        verbs[int(match[1])] = verbs.get(int(match[1]), 0) | int(match[2])
    return verbs


def allows(mask: str, permission: Permission) -> bool:
    """Whether the mask holds the permission; the verb "all" holds every other."""
    return bool(parse(mask).get(permission.resource, 0) & (permission.verb | ALL))


def scope(mask: str) -> str:
    """The scope string of a mask, in the names of 2021."""
    # The order is that of the mask: most masks follow the table, a bot's has one of its own.
    names = []
    for number, verbs in parse(mask).items():
        name = _RESOURCES[number][0]
        if verbs & ALL:
            names.append(f"{name}.all")
        else:
            names.extend(f"{name}.{word}" for verb, word in _VERBS.items() if verbs & verb)
    return ",".join(names)


def grid(mask: str) -> dict[str, list[str]]:
    """A mask as the portal's grid of ticks: ``{"Group Information": ["Get", "Add"]}``."""
    ticks = {}
    for number, verbs in parse(mask).items():
        ticked = FULL[number] if verbs & ALL else verbs
        ticks[_PORTAL_NAMES[number]] = [tick for tick, verb in _TICKS.items() if ticked & verb]
    return ticks


def mask_of(ticks: dict[str, list[str]]) -> str:
    """A grid as a mask; names in any casing. Raises ValueError for a permission, or a tick of one, that there is not."""
    numbers = {name.casefold(): number for number, name in _PORTAL_NAMES.items()}
    mask: dict[int, int] = {}
    for name, verbs in ticks.items():
        number = numbers.get(name.strip().casefold())
        if number is None:
            raise ValueError("the permissions are " + ", ".join(_PORTAL_NAMES.values()))
        for word in verbs:
            verb = _TICKS.get(word.strip().capitalize(), 0)
            if not verb & FULL[number]:
                can = ", ".join(tick for tick, one in _TICKS.items() if one & FULL[number])
                raise ValueError(f"{_PORTAL_NAMES[number]} can have {can}")
            mask[number] = mask.get(number, 0) | verb
    return ":".join(f"{number}.{mask[number]}" for number in _RESOURCES if number in mask)
