"""What a Kaizala should be like after some calls, in the plainest Python: no SQL, no HTTP, nothing of the emulator's own.

People are numbers from 0; groups and actions are found by their place in a list. Every method that changes something first says
by :class:`Refused` which status the service has for it.
"""

from dataclasses import dataclass, field

MEMBERS, EVERYONE = "members", "everyone"
HOUR = 3600


class Refused(Exception):
    """The call is refused with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Group:
    """``roles`` and ``subscribers`` in the order in which people came; ``children`` are places of groups."""

    id: str
    public: bool
    roles: dict[int, str] = field(default_factory=dict)
    subscribers: list[int] = field(default_factory=list)
    children: set[int] = field(default_factory=set)


@dataclass
class Response:
    """Who gave it, what it says, how often it was changed."""

    id: str
    person: int
    answer: object
    changed: bool = False


@dataclass
class Sent:
    """A message or an action. ``audience`` is ``members``, ``everyone``, or the subscribers who were named."""

    reference: str
    group: int
    sender: int
    audience: str | frozenset[int]
    kind: str = "message"
    id: str = ""
    due: float | None = None
    assigned: frozenset[int] | None = None
    many: bool = False
    sender_only: bool = False
    responses: list[Response] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def replaces(self) -> bool:
        """Whether a second answer of a person takes the place of the first."""
        return self.kind in ("Job", "Poll")


class Model:
    """Groups, what was sent in them, and what stands on each phone."""

    def __init__(self, people: int) -> None:
        self.groups: list[Group] = []
        self.sent: list[Sent] = []
        self.phones: list[list[str]] = [[] for _ in range(people)]
        self.now = 0.0

    def above(self, group: int) -> set[int]:
        """All groups over one, and itself."""
        found, new = {group}, {group}
        while new:
            new = {place for place, one in enumerate(self.groups) if one.children & new} - found
            found |= new
        return found

    def below(self, group: int) -> set[int]:
        """All groups under one, and itself."""
        return {place for place in range(len(self.groups)) if group in self.above(place)}

    def role(self, person: int, group: int) -> str | None:
        """Admins are admins of all under their group; a role of one's own otherwise."""
        if any(self.groups[place].roles.get(person) == "Admin" for place in self.above(group)):
            return "Admin"
        subscribes = "Subscriber" if person in self.groups[group].subscribers else None
        return self.groups[group].roles.get(person, subscribes)

    def reach(self, person: int, group: int) -> str:
        """One's role. Refused: 404 for somebody outside."""
        role = self.role(person, group)
        if role is None:
            raise Refused(404)
        return role

    def as_member(self, person: int, group: int) -> str:
        """The same for members and admins."""
        role = self.reach(person, group)
        if role == "Subscriber":
            raise Refused(403)
        return role

    def as_admin(self, person: int, group: int) -> None:
        """For admins alone."""
        if self.reach(person, group) != "Admin":
            raise Refused(403)

    def looks(self, person: int, group: int) -> bool:
        """Whether somebody may look at a group: one of theirs, or one over or under it."""
        near = self.above(group) | self.below(group)
        return self.role(person, group) is not None or any(person in self.groups[place].roles for place in near)

    def link(self, person: int, parent: int, child: int) -> None:
        """A group under a group, never under itself."""
        self.as_admin(person, parent)
        self.as_admin(person, child)
        if child in self.above(parent):
            raise Refused(400)
        self.groups[parent].children.add(child)

    def unlink(self, person: int, parent: int, child: int) -> None:
        """It goes on by itself."""
        self.as_admin(person, parent)
        if child not in self.groups[parent].children:
            raise Refused(404)
        self.groups[parent].children.remove(child)

    def join(self, person: int, group: int, people: list[int]) -> None:
        """Members are added."""
        self.as_admin(person, group)
        for one in people:
            self.groups[group].roles.setdefault(one, "Member")

    def part(self, person: int, group: int, who: int) -> None:
        """Somebody is removed, or leaves."""
        if who == person:
            self.reach(person, group)
        else:
            self.as_admin(person, group)
        if self.groups[group].roles.pop(who, None) is None:
            raise Refused(404)

    def promote(self, person: int, group: int, who: int, role: str) -> None:
        """A role changes."""
        self.as_admin(person, group)
        if who not in self.groups[group].roles:
            raise Refused(404)
        self.groups[group].roles[who] = role

    def subscribe(self, person: int, group: int, people: list[int]) -> None:
        """People subscribe to a public group."""
        self._of_public(person, group)
        subscribers = self.groups[group].subscribers
        subscribers += [one for one in dict.fromkeys(people) if one not in subscribers]

    def unsubscribe(self, person: int, group: int, people: list[int]) -> set[int]:
        """And no longer. Gives those who did subscribe."""
        self._of_public(person, group)
        gone = set(people) & set(self.groups[group].subscribers)
        if people and not gone:
            raise Refused(404)
        self.groups[group].subscribers = [one for one in self.groups[group].subscribers if one not in gone]
        return gone

    def _of_public(self, person: int, group: int) -> None:
        self.as_admin(person, group)
        if not self.groups[group].public:
            raise Refused(400)

    def audience(self, person: int, group: int, people: list[int], to_all: bool) -> str | frozenset[int]:
        """Whom something sent would reach."""
        role = self.as_member(person, group)
        if not people and not to_all:
            return MEMBERS
        if not self.groups[group].public:
            raise Refused(400)
        if to_all:
            if role != "Admin":
                raise Refused(403)
            return EVERYONE
        return frozenset(people) & frozenset(self.groups[group].subscribers)

    def deliver(self, sent: Sent, text: str) -> None:
        """It is sent, and stands on the phones of all whom it reached."""
        self.sent.append(sent)
        group = self.groups[sent.group]
        reached = {MEMBERS: set(), EVERYONE: set(group.subscribers)}.get(sent.audience, sent.audience)
        for person in reached | set(group.roles):
            self.phones[person].append(text)

    def sees(self, person: int, sent: Sent) -> bool:
        """Whether what was sent is there for somebody."""
        role = self.role(person, sent.group)
        if role != "Subscriber":
            return role is not None
        return sent.audience == EVERYONE or (sent.audience != MEMBERS and person in sent.audience)

    def respond(self, person: int, sent: Sent, changing: Response | None) -> Response | None:
        """An answer to an action. Gives the one that it takes the place of."""
        if not self.sees(person, sent):
            raise Refused(404)
        if sent.due is not None and self.now >= sent.due:
            raise Refused(400)
        if sent.assigned is not None and person not in sent.assigned:
            raise Refused(403)
        if changing is not None and (changing.person != person or changing not in sent.responses):
            raise Refused(404)
        if changing is None and not sent.many:
            changing = next((one for one in reversed(sent.responses) if one.person == person), None)
            if changing and not sent.replaces:
                raise Refused(400)
        return changing

    def own(self, person: int, sent: Sent) -> None:
        """Only who sent it may, or an admin."""
        if not self.sees(person, sent):
            raise Refused(404)
        if sent.sender != person and self.role(person, sent.group) != "Admin":
            raise Refused(403)
