"""Random lives of a Kaizala: groups, members, subscribers, actions and answers, against a model in plain Python, by both doors."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from kaizala_nb.emulator import Emulator
from tests.emulator.conftest import Client, opened
from tests.emulator.generated import share
from tests.emulator.model import HOUR, MEMBERS, Group, Model, Refused, Response, Sent

NUMBERS = [f"+44770090000{person}" for person in range(1, 5)]
PACKAGE = "com.example.form.2"
PERSON = st.sampled_from(
    [0, 0, 0, 0, 1, 1, 2, 3]
)  # the first is an admin nearly everywhere: most calls shall be carried out
READER = st.integers(0, 3)  # what one may not see is as much of a promise as what one may
PEOPLE = st.lists(st.integers(0, 3), max_size=3)
PLACE = st.integers(0, 11)
TO = st.sampled_from(["members", "members", "members", "some", "all"])
OFTEN = st.sampled_from([True, True, True, False])
MOST_GROUPS = 4  # few enough that calls meet in them
CHOICES = ["Yes", "No", "2"]


class Life(RuleBasedStateMachine):
    """Each rule is a call of somebody; the status and what is answered must be the model's."""

    emulator: Emulator
    client: Client

    def __init__(self) -> None:
        super().__init__()
        self.emulator.reset()
        self.people = [self._sign_in(number) for number in NUMBERS]
        self.ids = [person.call("GET", "/v1/users/me").json()["id"] for person in self.people]
        self.model = Model(len(NUMBERS))

    def _sign_in(self, number: str) -> Client:
        token = self.client.control(
            "POST", f"connectors/{self.client.application_id}/tokens", {"kind": "user", "mobileNumber": number}
        )["refreshToken"]
        known = self.client.url, self.client.key, self.client.application_id, self.client.application_secret
        return Client(*known, self.client.http, self.client.access(token).json()["accessToken"])

    def _call(self, person: int, method: str, path: str, body: Any, expect: Callable[[], Any]) -> tuple[Any, Any]:
        """Call, and ask the model. Gives the reply's JSON and what the model says, both None where it was refused."""
        try:
            said, status = expect(), 200
        except Refused as refused:
            said, status = None, refused.status
        reply = self.people[person].call(method, path, body)
        assert reply.status_code == status, f"{method} {path} {body}: {reply.status_code}, not {status}: {reply.text}"
        return (reply.json(), said) if status == 200 else (None, None)

    def _group(self, place: int) -> tuple[int, Group]:
        index = place % len(self.model.groups)
        return index, self.model.groups[index]

    def _member(self, group: Group, who: int) -> int:
        """Somebody who is in the group, the newest first, if anybody is."""
        return list(reversed(group.roles))[who % len(group.roles)] if group.roles else who

    def _numbers(self, people: list[int]) -> list[str]:
        return [NUMBERS[person] for person in people]

    def _sent(self, place: int, *, actions: bool = False) -> Sent | None:
        sent = [one for one in self.model.sent if one.id or not actions]
        return sent[place % len(sent)] if sent else None

    @initialize(members=PEOPLE, subscribers=PEOPLE)
    def begin(self, members: list[int], subscribers: list[int]) -> None:
        """Two groups of the first person, one of them public with subscribers."""
        self.create(0, True, members)
        self.subscribe(0, 0, subscribers)
        self.create(0, False, members)
        self.hang(0, 0, 1, False)
        self.act(0, 0, "Poll", [], [0], "all", 3, False, False)
        self.act(0, 0, "Package", [], [0], "members", 3, True, False)
        self.act(0, 1, "Survey", [], [0], "members", 3, True, True)
        self.act(0, 1, "Job", [], [0, 1], "members", 3, False, False)

    @precondition(lambda self: len(self.model.groups) < MOST_GROUPS)
    @rule(person=PERSON, public=st.booleans(), people=PEOPLE)
    def create(self, person: int, public: bool, people: list[int]) -> None:
        kind = "ConnectGroup" if public else "Group"
        body = {"name": "Team", "groupType": kind, "members": self._numbers(people)}
        reply, _ = self._call(person, "POST", "/v1/groups", body, lambda: None)
        roles = {person: "Admin"} | {one: "Member" for one in people if one != person}
        self.model.groups.append(Group(reply["groupId"], public, roles))

    @precondition(lambda self: 0 < len(self.model.groups) < MOST_GROUPS)
    @rule(person=PERSON, place=PLACE, people=PEOPLE, with_me=st.booleans())
    def create_below(self, person: int, place: int, people: list[int], with_me: bool) -> None:
        index, group = self._group(place)
        body = {"groupName": "Below", "members": self._numbers(people), "addUserToGroup": str(with_me).lower()}
        path = f"/v1/groups/{group.id}/subgroups"
        reply, _ = self._call(person, "POST", path, body, lambda: self.model.as_admin(person, index))
        if reply:
            roles = {person: "Admin"} if with_me else {}
            for one in people:
                roles.setdefault(one, "Member")
            group.children.add(len(self.model.groups))
            self.model.groups.append(Group(reply["groupId"], False, roles))

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, other=PLACE, in_a_circle=st.booleans())
    def hang(self, person: int, place: int, other: int, in_a_circle: bool) -> None:
        (parent, group), (child, below) = self._group(place), self._group(other)
        under = sorted(self.model.below(child) - {child})
        if in_a_circle and under:
            parent = under[place % len(under)]
            group = self.model.groups[parent]
        path, body = f"/v1/groups/{group.id}/subGroups", {"subGroups": [below.id]}
        self._call(person, "PUT", path, body, lambda: self.model.link(person, parent, child))

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, other=PLACE, hanging=OFTEN)
    def take_off(self, person: int, place: int, other: int, hanging: bool) -> None:
        (parent, group), (child, below) = self._group(place), self._group(other)
        if hanging and group.children:
            child = sorted(group.children)[other % len(group.children)]
            below = self.model.groups[child]
        path = f"/v1/groups/{group.id}/subGroups/{below.id}"
        self._call(person, "DELETE", path, None, lambda: self.model.unlink(person, parent, child))

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, people=PEOPLE)
    def add_members(self, person: int, place: int, people: list[int]) -> None:
        index, group = self._group(place)
        path, body = f"/v1/groups/{group.id}/members", {"members": self._numbers(people)}
        self._call(person, "PUT", path, body, lambda: self.model.join(person, index, people))

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, who=PERSON, there=OFTEN)
    def remove_member(self, person: int, place: int, who: int, there: bool) -> None:
        index, group = self._group(place)
        who = self._member(group, who) if there else who
        path = f"/v1/groups/{group.id}/members/{self.ids[who]}"
        self._call(person, "DELETE", path, None, lambda: self.model.part(person, index, who))

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, who=PERSON, role=st.sampled_from(["Admin", "Member"]), there=OFTEN)
    def change_role(self, person: int, place: int, who: int, role: str, there: bool) -> None:
        index, group = self._group(place)
        who = self._member(group, who) if there else who
        path, body = f"/v1/groups/{group.id}/members/{self.ids[who]}", {"role": role.lower()}
        self._call(person, "PUT", path, body, lambda: self.model.promote(person, index, who, role))

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, people=PEOPLE)
    def subscribe(self, person: int, place: int, people: list[int]) -> None:
        index, group = self._group(place)
        path, body = f"/v1/groups/{group.id}/subscribers/add", {"subscribers": self._numbers(people)}
        reply, _ = self._call(person, "PUT", path, body, lambda: self.model.subscribe(person, index, people))
        if reply:
            assert reply == {"result": {number: {"isAdded": True} for number in self._numbers(people)}}

    @precondition(lambda self: self.model.groups)
    @rule(person=PERSON, place=PLACE, people=PEOPLE)
    def unsubscribe(self, person: int, place: int, people: list[int]) -> None:
        index, group = self._group(place)
        path, body = f"/v1/groups/{group.id}/subscribers/remove", {"subscribers": self._numbers(people)}
        reply, gone = self._call(person, "PUT", path, body, lambda: self.model.unsubscribe(person, index, people))
        if reply:
            removed = {number for number, one in reply["result"].items() if one["isRemoved"]}
            assert removed == set(self._numbers(list(gone)))

    @precondition(lambda self: self.model.groups)
    @rule(person=READER, place=PLACE, size=st.integers(1, 60), by_get=st.booleans())
    def page_through_subscribers(self, person: int, place: int, size: int, by_get: bool) -> None:
        index, group = self._group(place)

        def expect() -> None:
            self.model.as_member(person, index)
            if not group.public:
                raise Refused(400)

        path, found, cursor = f"/v1/groups/{group.id}/subscribers", [], ""
        while True:
            query = f"?count={size}&cursor={cursor}"
            how = ("GET", path + query, None) if by_get else ("POST", path, {"count": size, "cursor": cursor})
            reply, _ = self._call(person, *how, expect)
            if reply is None:
                return
            found += [one["mobileNumber"] for one in reply["subscribers"]]
            if "cursor" not in reply:
                break
            assert len(reply["subscribers"]) == size
            cursor = reply["cursor"]
        assert found == self._numbers(group.subscribers)

    @precondition(lambda self: self.model.groups)
    @rule(
        person=PERSON,
        place=PLACE,
        people=PEOPLE,
        to=TO,
        reply_to=st.sampled_from([None, None, None, *range(8)]),
    )
    def say(self, person: int, place: int, people: list[int], to: str, reply_to: int | None) -> None:
        index, group = self._group(place)
        people, to_all = people * (to == "some"), to == "all"
        before = None if reply_to is None else self._sent(reply_to)
        text = f"message {len(self.model.sent)}"
        body = {"message": text, "subscribers": self._numbers(people), "sendToAllSubscribers": to_all}
        body |= {"replyToReferenceId": before.reference} if before else {}

        def expect() -> str | frozenset[int]:
            audience = self.model.audience(person, index, people, to_all)
            if before and before.group != index:
                raise Refused(404)
            if before and before.audience != MEMBERS and audience == MEMBERS:
                raise Refused(400)
            return audience

        reply, audience = self._call(person, "POST", f"/v1/groups/{group.id}/messages", body, expect)
        if reply:
            self._note_failures(reply, people, audience)
            self.model.deliver(Sent(reply["referenceId"], index, person, audience), text)

    def _note_failures(self, reply: dict[str, Any], people: list[int], audience: Any) -> None:
        failed = [one for one in people if isinstance(audience, frozenset) and one not in audience]
        assert [one["subscriber"] for one in reply.get("failedResult", [])] == self._numbers(failed)

    @precondition(lambda self: self.model.groups)
    @rule(
        person=PERSON,
        place=PLACE,
        kind=st.sampled_from(["Job", "Survey", "Poll", "Package"]),
        people=PEOPLE,
        assigned=st.lists(PERSON, min_size=1, max_size=3),
        to=TO,
        hours=st.sampled_from([0, 1, 3, 3, 3]),
        many=st.booleans(),
        sender_only=st.booleans(),
    )
    def act(
        self,
        person: int,
        place: int,
        kind: str,
        people: list[int],
        assigned: list[int],
        to: str,
        hours: int,
        many: bool,
        sender_only: bool,
    ) -> None:
        index, group = self._group(place)
        people, to_all = people * (to == "some"), to == "all"
        title = f"card {len(self.model.sent)}"
        card = {
            "Job": {"title": title, "assignedTo": self._numbers(assigned), "dueDate": hours},
            "Survey": {
                "title": title,
                "dueDate": hours,
                "acceptMultipleResponses": many,
                "isSenderOnly": sender_only,
                "questions": [{"title": "How many?", "type": "Numeric"}],
            },
            "Poll": {
                "question": title,
                "expiryInHours": hours,
                "choices": [{"title": choice} for choice in CHOICES],
                "isSenderOnly": sender_only,
            },
            "Package": {
                "title": title,
                "validity": hours,
                "acceptMultipleResponses": many,
                "isSenderOnly": sender_only,
            },
        }[kind]
        named = {"id": PACKAGE} if kind == "Package" else {"actionType": kind}
        body = named | {"actionBody": card, "subscribers": self._numbers(people), "sendToAllSubscribers": to_all}
        path = f"/v1/groups/{group.id}/actions"
        reply, audience = self._call(
            person, "POST", path, body, lambda: self.model.audience(person, index, people, to_all)
        )
        if reply:
            self._note_failures(reply, people, audience)
            sent = Sent(reply["referenceId"], index, person, audience, kind, reply["actionId"])
            sent.due = None if kind == "Job" else self.model.now + hours * HOUR
            sent.assigned = frozenset(assigned) if kind == "Job" else None
            sent.many = many and kind in ("Survey", "Package")
            sent.sender_only = sender_only and kind != "Job"
            self.model.deliver(sent, title)

    @precondition(lambda self: self.model.sent)
    @rule(person=READER, place=PLACE, changing=st.none() | st.none() | PLACE, answer=st.integers(0, 2))
    def respond(self, person: int, place: int, changing: int | None, answer: int) -> None:
        sent = self._sent(place, actions=True)
        if sent is None:
            return
        given = sent.responses or [one for other in self.model.sent for one in other.responses]
        before = given[changing % len(given)] if given and changing is not None else None
        path = f"/v1/groups/{self.model.groups[sent.group].id}/actions/{sent.id}/responses"
        value = {"Job": answer == 1, "Survey": [answer], "Poll": [CHOICES[answer]], "Package": [str(answer)]}[sent.kind]
        card = {"isCompleted": value} if sent.kind == "Job" else {"answers": value}
        body = {"id": "com.example.form"} if sent.kind == "Package" else {"actionType": sent.kind.upper()}
        body |= {"actionBody": card, "responseId": before.id if before else None}
        reply, taken = self._call(person, "POST", path, body, lambda: self.model.respond(person, sent, before))
        if reply and taken:
            assert reply == {"responseId": taken.id}
            taken.answer, taken.changed = value, True
        elif reply:
            sent.responses.append(Response(reply["responseId"], person, value))

    @precondition(lambda self: self.model.sent)
    @rule(person=READER, place=PLACE, full=st.booleans())
    def read_one(self, person: int, place: int, full: bool) -> None:
        sent = self._sent(place, actions=True)
        if sent is None:
            return

        def expect() -> bool:
            if not self.model.sees(person, sent):
                raise Refused(404)
            return full and (sent.sender == person or not sent.sender_only)

        path = f"/v1/groups/{self.model.groups[sent.group].id}/actions/{sent.id}?getDetails={full}"
        reply, shown = self._call(person, "GET", path, None, expect)
        if reply:
            assert reply["sender"] == NUMBERS[sent.sender]
            details = reply["actionDetails"]
            assert details == reply["actions"][0]["actionBody"]
            assert {one["name"]: one["value"] for one in details.get("properties", [])} == sent.properties
            assert ("responses" in details) == shown
            if shown:
                assert [one["responseId"] for one in details["responses"]] == [one.id for one in sent.responses]
                for one, known in zip(details["responses"], sent.responses, strict=True):
                    self._same_answer(sent, one, known)

    def _same_answer(self, sent: Sent, one: dict[str, Any], known: Response) -> None:
        if sent.kind == "Job":
            assert (one["assignee"], one["isCompleted"]) == (NUMBERS[known.person], known.answer)
            return
        assert (one["responder"], one["isUpdateResponse"]) == (NUMBERS[known.person], known.changed)
        (answered,) = one["responseDetails"]["responseWithQuestions"]
        assert answered["answer"] == (known.answer if sent.kind == "Poll" else known.answer[0])

    @precondition(lambda self: self.model.groups)
    @rule(
        person=READER,
        place=PLACE,
        kind=st.sampled_from(["Job", "Survey", "Poll", "Package"]),
        count=st.integers(1, 4),
        full=st.booleans(),
    )
    def read_list(self, person: int, place: int, kind: str, count: int, full: bool) -> None:
        index, group = self._group(place)
        named = "id=COM.example.form" if kind == "Package" else f"ACTIONTYPE={kind.lower()}"
        path = f"/v1/groups/{group.id}/actions?{named}&count={count}&getDetails={full}"
        reply, _ = self._call(person, "GET", path, None, lambda: self.model.reach(person, index))
        if reply:
            sent = [one for one in self.model.sent if one.group == index and one.kind == kind]
            there = [one for one in sent if self.model.sees(person, one)][:count]
            assert [item["referenceId"] for item in reply["actions"]] == [one.reference for one in there]
            assert reply["hasMore"] == (len(there) == count)
            for item, one in zip(reply["actions"], there, strict=True):
                done = {each.person for each in one.responses if each.answer is True}
                number = len(done) if kind == "Job" else len(one.responses)
                assert item["actionBody"]["responseCount"] == number

    @precondition(lambda self: self.model.sent)
    @rule(person=PERSON, place=PLACE, name=st.sampled_from("ab"), value=st.text(max_size=3))
    def set_property(self, person: int, place: int, name: str, value: str) -> None:
        sent = self._sent(place, actions=True)
        if sent is None or sent.kind != "Package":
            return
        path = f"/v1/groups/{self.model.groups[sent.group].id}/actions/{sent.id}/properties"
        body = {
            "version": -1,
            "updateProperties": [{"name": name, "type": "Text", "value": json.loads(json.dumps(value))}],
        }
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            assert self.people[person].call("PUT", path, body).status_code == 400
            return
        reply, _ = self._call(person, "PUT", path, body, lambda: self.model.own(person, sent))
        if reply:
            sent.properties[name] = value
            assert reply == {"referenceId": sent.reference, "actionId": sent.id}

    @precondition(lambda self: self.model.sent)
    @rule(person=PERSON, place=PLACE, people=PEOPLE, to=TO)
    def remind(self, person: int, place: int, people: list[int], to: str) -> None:
        sent = self._sent(place, actions=True)
        people, to_all = people * (to == "some"), to == "all"
        if sent is None:
            return

        def expect() -> None:
            self.model.own(person, sent)
            self.model.audience(person, sent.group, people, to_all)

        path = f"/v1/groups/{self.model.groups[sent.group].id}/actions/{sent.reference}/reminder"
        self._call(person, "POST", path, {"subscribers": self._numbers(people), "sendToAllSubscribers": to_all}, expect)

    @precondition(lambda self: self.model.groups)
    @rule(person=READER, place=PLACE)
    def read_members(self, person: int, place: int) -> None:
        index, group = self._group(place)
        path = f"/v1/groups/{group.id}/members"
        reply, _ = self._call(person, "GET", path, None, lambda: self.model.as_member(person, index))
        if reply:
            roles = {one["id"]: one["role"] for one in reply["members"]}
            assert roles == {self.ids[one]: role for one, role in group.roles.items()}

    @precondition(lambda self: self.model.groups)
    @rule(person=READER, place=PLACE)
    def read_group(self, person: int, place: int) -> None:
        index, group = self._group(place)

        def expect() -> None:
            if not self.model.looks(person, index):
                raise Refused(404)

        reply, _ = self._call(person, "GET", f"/v1/groups/{group.id}", None, expect)
        if reply:
            (shown,) = reply["groups"]
            tree = [self.model.groups[one] for one in self.model.below(index)]
            assert shown["callerRole"] == (self.model.role(person, index) or "None")
            assert shown["userCount"] == sum(len(one.roles) for one in tree)
            assert shown["uniqueUserCount"] == len({who for one in tree for who in one.roles})
            assert shown["currentLevelUserCount"] == len(group.roles)
            assert shown["currentLevelSubGroupCount"] == len(group.children)
            parents = sum(index in one.children for one in self.model.groups)
            assert (shown["hasSubGroups"], shown["hasParentGroups"]) == (bool(group.children), parents > 0)
            assert shown["currentLevelParentGroupCount"] == parents

    @precondition(lambda self: self.model.groups)
    @rule(person=READER, place=PLACE, all_levels=st.booleans())
    def read_below(self, person: int, place: int, all_levels: bool) -> None:
        index, group = self._group(place)

        def expect() -> None:
            if not self.model.looks(person, index):
                raise Refused(404)

        path = f"/v1/groups/{group.id}/subgroups?fetchAllGroups={all_levels}"
        reply, _ = self._call(person, "GET", path, None, expect)
        if reply:
            below = self.model.below(index) - {index} if all_levels else group.children
            found = sorted(one["groupId"] for one in reply["subGroups"])
            assert found == sorted(self.model.groups[one].id for one in below)

    @rule(person=READER, everywhere=st.booleans())
    def read_groups(self, person: int, everywhere: bool) -> None:
        path = f"/v1/groups?fetchAllGroups={everywhere}"
        reply, _ = self._call(person, "GET", path, None, lambda: None)
        own = {index for index, group in enumerate(self.model.groups) if person in group.roles}
        near = {other for index in own for other in self.model.above(index) | self.model.below(index)}
        wanted = sorted(self.model.groups[index].id for index in (near if everywhere else own))
        assert sorted(one["groupId"] for one in reply["groups"]) == wanted

    @precondition(lambda self: self.model.now < 12 * HOUR)
    @rule()
    def wait(self) -> None:
        self.client.control("POST", "clock", {"advance": HOUR})
        self.model.now += HOUR

    def teardown(self) -> None:
        """In the end, every phone shows what reached it, in order, and every group has the people it should have."""
        for person, number in enumerate(NUMBERS):
            chats = self.client.control("GET", f"phones/{number}")["chats"]
            texts = [chat["text"] for chat in chats if chat["kind"] in ("message", "card")]
            assert texts == self.model.phones[person]
        with self.emulator.store.transaction():
            for group in self.model.groups:
                members = {row["id"]: row["role"] for row in self.emulator.store.groups.members(group.id)}
                assert members == {self.ids[one]: role for one, role in group.roles.items()}


@pytest.mark.parametrize(("door", "part"), [("in process", 0.08), ("socket", 0.04)], ids=["in process", "socket"])
def test_it_lives_as_the_model_does(door: str, part: float):
    with ExitStack() as stack:
        emulator = Emulator(throttle=False)
        stack.callback(emulator.close)
        client = stack.enter_context(opened(emulator, door))
        life = type("Life", (Life,), {"emulator": emulator, "client": client})
        run_state_machine_as_test(life, settings=share(part, steps=30))
