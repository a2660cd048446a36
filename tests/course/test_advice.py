"""Advice can be pasted, and cures what it says it cures: each line of code in it is carried out."""

import re

import pytest
import requests

from kaizala_nb import Kaizala, KaizalaError
from tests.patience import DEADLINE

ME, ASHA = "+447700900001", "+447700900002"


@pytest.fixture
def kaizala():
    """A local Kaizala. Nobody is signed in."""
    made = Kaizala()
    yield made
    made.close()


@pytest.fixture
def signed_in(kaizala):
    """The same, signed in, with a group."""
    kaizala.sign_in(ME).send_once()
    kaizala.groups.create_group(name="Field team", members=[ASHA])
    return kaizala


def lines_of(refused: KaizalaError) -> list[str]:
    """The lines of code in an advice."""
    return re.findall(r"(?:^|[:?] )((?:kaizala|inbox)\.[^\n]+)$", refused.advice.todo, re.MULTILINE)


def carried_out(refused: KaizalaError, **names: object) -> list[object]:
    """What the lines of an advice give, one after the other."""
    lines = lines_of(refused)
    assert lines, refused.advice.todo
    given: list[object] = []
    for line in lines:
        try:
            given.append(eval(line, dict(names)))  # noqa: S307  (our own advice)
        except SyntaxError:
            given.append(exec(line, dict(names)))  # noqa: S102  (our own advice)
    return given


def refusal(call, *args: object, **values: object) -> KaizalaError:
    """What a call is refused with."""
    with pytest.raises(KaizalaError) as refused:
        call(*args, **values)
    return refused.value


def carry_out_each(call, *args: object, kaizala: Kaizala, inbox: object, **values: object) -> str:
    """Call, carry out the one line of the advice, and call again, until it is not refused. Gives the first line."""
    lines: list[str] = []
    for _ in range(3):
        try:
            call(*args, **values)
        except KaizalaError as refused:
            lines += lines_of(refused)
            assert len(carried_out(refused, kaizala=kaizala, inbox=inbox)) == 1
    return lines[0]


def test_whoever_is_not_signed_in_gets_the_form_that_signs_in(kaizala):
    kaizala.environment["mobile-number"] = ME
    refused = refusal(kaizala.groups.fetch_groups)
    exec(lines_of(refused)[0], {"kaizala": kaizala})  # noqa: S102  (our own advice)
    assert kaizala.groups.fetch_groups().status == 200
    kaizala.environment["access-token"] = ""
    form = eval(lines_of(refused)[1], {"kaizala": kaizala})  # noqa: S307  (our own advice)
    form.send_once()
    assert kaizala.groups.fetch_groups().status == 200


def test_who_misses_a_variable_gets_the_form_or_the_call_that_fills_it(kaizala):
    [_, form] = carried_out(refusal(kaizala.authentication.access_token), kaizala=kaizala)
    form.send_once()
    assert kaizala.authentication.access_token().status == 200
    [create] = carried_out(refusal(kaizala.content.send_message, "Hello"), kaizala=kaizala)
    create.values["name"] = "Field team"
    create.send_once()
    assert kaizala.content.send_message("Hello").status == 200
    [inbox] = carried_out(refusal(kaizala.webhooks.subscribe_to_group), kaizala=kaizala)
    assert kaizala.webhooks.subscribe_to_group(callback_url=inbox.url).status == 200
    kaizala.environment["test-webhook-id"] = ""
    carried_out(refusal(kaizala.webhooks.unsubscribe), kaizala=kaizala)
    assert kaizala.webhooks.unsubscribe().status == 200


def test_a_list_in_the_place_of_a_text_is_led_to_its_own(signed_in):
    refused = refusal(signed_in.groups.create_group, [ASHA])
    assert refused.advice.todo.startswith("A list goes to members: members=[...]\n")
    assert "list goes" not in refusal(signed_in.groups.create_group, 5.5).advice.todo


@pytest.mark.parametrize("line", [0, 1])
def test_a_token_that_ran_out_is_renewed_by_either_line(signed_in, line):
    signed_in.session.renew_tokens = False
    signed_in.sandbox.advance(hours=25)
    lines = lines_of(refusal(signed_in.authentication.me))
    assert len(lines) == 2
    exec(lines[line], {"kaizala": signed_in})  # noqa: S102  (our own advice)
    assert signed_in.authentication.me().status == 200


def test_a_refresh_token_of_the_portal_gets_an_access_token(signed_in):
    signed_in.portal().take_token("tenant")
    carried_out(refusal(signed_in.groups.fetch_all_groups), kaizala=signed_in)
    assert signed_in.groups.fetch_all_groups().status == 200


def test_the_portal_knows_the_secret_of_a_connector(signed_in):
    signed_in.environment["application-secret"] = "0000000000"
    refused = refusal(signed_in.authentication.access_token)
    portal = eval(lines_of(refused)[0], {"kaizala": signed_in})  # noqa: S307  (our own advice)
    portal.use("Kaizala notebook")
    assert signed_in.authentication.access_token().status == 200


def test_after_a_change_of_the_connector_the_old_token_is_said_to_be_of_another(signed_in):
    signed_in.portal().register("Mine")
    refused = refusal(signed_in.authentication.access_token)
    assert "another connector" in refused.advice.meaning
    exec(lines_of(refused)[0], {"kaizala": signed_in})  # noqa: S102  (our own advice)
    assert signed_in.authentication.access_token().status == 200


def test_where_ids_are_found(signed_in):
    refused = refusal(signed_in.groups.fetch_group_details, group_id="Field team")
    [groups] = carried_out(refused, kaizala=signed_in)
    assert signed_in.groups.fetch_group_details(group_id=groups.iloc[0, 0]).status == 200
    refused = refusal(signed_in.webhooks.subscribe_to_group, "PollCreated", callback_url="http://127.0.0.1:9/")
    assert "no such group" in refused.advice.meaning and "test-group-id" in refused.advice.todo
    assert len(carried_out(refused, kaizala=signed_in)) == 1
    refused = refusal(signed_in.groups.remove_member, member_id=ASHA)
    [members] = carried_out(refused, kaizala=signed_in)
    asha = members.set_index("mobileNumber").loc[ASHA].iloc[0]
    assert signed_in.groups.remove_member(member_id=asha).status == 200


def test_the_members_are_those_of_the_group_that_was_asked(signed_in):
    field_team = signed_in.environment["test-group-id"]
    signed_in.groups.create_group(name="School", members=[])
    remove_member = signed_in.groups.remove_member
    by_form = remove_member.form(member_id=ASHA, group_id=field_team)
    for refused in (refusal(remove_member, member_id=ASHA, group_id=field_team), refusal(by_form.send)):
        [members] = carried_out(refused, kaizala=signed_in)
        assert ASHA in set(members["mobileNumber"])


def test_whoever_calls_a_form_gets_the_call_without_it(signed_in):
    query_members = signed_in.groups.query_members.form()
    [reply] = carried_out(refusal(query_members, group_id=signed_in.environment["test-group-id"]), kaizala=signed_in)
    assert len(reply.df) == 2
    assert refusal(query_members, groupId="1").advice.todo.endswith("kaizala.groups.query_members(...)")


def test_a_group_that_stands_in_the_place_of_a_message_or_a_number_is_put_where_it_belongs(signed_in):
    group = signed_in.environment["test-group-id"]
    for call, what in ((signed_in.content.send_message, "I come"), (signed_in.groups.add_members, "+447700900003")):
        refused = refusal(call, group, what)
        assert "the wrong way round" in refused.advice.meaning
        [reply] = carried_out(refused, kaizala=signed_in)
        assert reply.status == 200 and f"group_id={group!r}" in refused.advice.todo
    assert signed_in.phone(ASHA).chats["text"].iloc[-2:].tolist()[0] == "I come"
    refused = refusal(signed_in.groups.add_members, members=[group])
    assert f"{group!r} is an id, not a mobile number" in refused.advice.meaning


@pytest.mark.parametrize("missing", ["used", "wrong"])
def test_a_new_pin_comes(signed_in, missing):
    if missing == "used":
        refused = refusal(lambda: signed_in.phone().pin)
    else:
        refused = refusal(signed_in.authentication.login_with_pin, pin="000000")
    carried_out(refused, kaizala=signed_in)
    assert signed_in.authentication.login_with_pin(pin=signed_in.phone().pin).status == 200


@pytest.mark.parametrize("trouble", ["paused", "answers 500"])
@pytest.mark.parametrize("hours", [0, 1, 5, 20, 47, 60])
def test_events_come_again_after_any_time_that_an_inbox_was_down(signed_in, trouble, hours):
    inbox = signed_in.inbox()
    signed_in.webhooks.subscribe_to_group()
    if trouble == "paused":
        inbox.pause()
    else:
        inbox.answer = 500
    signed_in.phone(ASHA).send_message(signed_in.environment["test-group-id"], "Hello")
    signed_in.sandbox.settle()
    if hours:
        signed_in.sandbox.advance(hours=hours)
    first = carry_out_each(inbox.wait, 1, timeout=0.05, kaizala=signed_in, inbox=inbox)
    assert first == ("inbox.resume()" if trouble == "paused" else "inbox.answer = 200")
    assert list(inbox.wait(1)["text"]) == ["Hello"]


def test_who_has_been_called_by_a_stranger_is_not_told_of_tokens(signed_in):
    inbox = signed_in.inbox()
    signed_in.webhooks.subscribe_to_group()
    requests.post(inbox.url, json={"eventType": "TextMessageCreated"}, timeout=DEADLINE)
    assert "token" not in refusal(inbox.wait, 1, timeout=0.05).advice.todo


@pytest.mark.parametrize("wrong", ["nobody has subscribed", "another token"])
def test_a_webhook_leads_to_the_inbox(signed_in, wrong):
    inbox = signed_in.inbox()
    if wrong == "another token":
        signed_in.webhooks.subscribe_to_group(callback_token="another")
        signed_in.phone(ASHA).send_message(signed_in.environment["test-group-id"], "Hello")
        signed_in.sandbox.settle()
    carried_out(refusal(inbox.wait, 1, timeout=0.05), kaizala=signed_in, inbox=inbox)
    signed_in.phone(ASHA).send_message(signed_in.environment["test-group-id"], "Hello again")
    assert list(inbox.wait(1)["text"]) == ["Hello again"]


def test_a_permission_is_granted_and_a_new_token_holds_it(signed_in):
    signed_in.portal().register("In a hurry", {"Group Information": ["Get"]})
    signed_in.sign_in(ME).send_once()
    lines = lines_of(refusal(signed_in.groups.create_group, name="Another", members=[]))
    assert len(lines) == 2
    portal = eval(lines[0], {"kaizala": signed_in})  # noqa: S307  (our own advice)
    portal.grant("Group Information", "Add")
    eval(lines[1], {"kaizala": signed_in})  # noqa: S307  (our own advice)
    assert signed_in.groups.create_group(name="Another", members=[]).status == 200


@pytest.mark.parametrize("change", [False, True])
def test_a_webhook_gets_an_address_that_answers(signed_in, change):
    if change:
        signed_in.inbox()
        signed_in.webhooks.subscribe_to_group()
    subscribe = signed_in.webhooks.update_webhook if change else signed_in.webhooks.subscribe_to_group
    refused = refusal(subscribe, callback_url="http://127.0.0.1:9/nobody")
    assert refused.title == "Refused: 400  The address did not answer the handshake"
    [reply] = carried_out(refused, kaizala=signed_in)
    assert reply.status == 200 and signed_in.environment["test-webhook-id"] == reply.json["webhookId"]


def test_an_inbox_that_waits_for_nothing_shows_the_webhooks(signed_in):
    inbox = signed_in.inbox()
    signed_in.webhooks.subscribe_to_group(event_types=["PollResponse"])
    [table] = carried_out(refusal(inbox.wait, 1, timeout=0.05), kaizala=signed_in, inbox=inbox)
    assert table["active"].all()


def test_a_bot_that_may_not_is_not_sent_to_the_portal(signed_in):
    signed_in.bots.create_bot(name="Pollster")
    signed_in.bots.bot_access_token()
    with signed_in.session.using("bot-access-token"):
        refused = refusal(signed_in.webhooks.get_webhooks)
    assert "outside the block" in refused.advice.todo and "portal" not in refused.advice.todo
    assert signed_in.webhooks.get_webhooks().status == 200


def test_a_bot_whose_token_ran_out_gets_a_new_one(signed_in):
    signed_in.bots.create_bot(name="Pollster")
    signed_in.bots.bot_access_token()
    signed_in.bots.add_bot_to_group()
    signed_in.sandbox.advance(hours=25)
    with signed_in.session.using("bot-access-token"):
        refused = refusal(signed_in.content.send_message, message="Good morning")
    carried_out(refused, kaizala=signed_in)
    with signed_in.session.using("bot-access-token"):
        assert signed_in.content.send_message(message="Good morning").status == 200


def test_a_bot_is_added_to_the_group_that_it_does_not_see(signed_in):
    signed_in.bots.create_bot(name="Pollster")
    signed_in.bots.bot_access_token()
    with signed_in.session.using("bot-access-token"):
        refused = refusal(signed_in.content.send_message, message="Good morning")
    carried_out(refused, kaizala=signed_in)
    with signed_in.session.using("bot-access-token"):
        assert signed_in.content.send_message(message="Good morning").status == 200


@pytest.mark.parametrize("kind", ["survey", "action"])
def test_an_answer_that_comes_too_late_is_told_so(signed_in, kind):
    questions = [{"title": "How many?", "type": "Numeric"}]
    send = {
        "survey": lambda: signed_in.content.send_survey(title="Trip", questions=questions),
        "action": lambda: signed_in.content.post_custom_action(),
    }[kind]
    respond = {"survey": signed_in.content.respond_to_survey, "action": signed_in.content.respond_to_action}[kind]
    send()
    signed_in.sandbox.advance(hours=25)
    refused = refusal(respond, answers=[2])
    assert refused.advice.headline == "The time of this card is over"
    [form] = carried_out(refused, kaizala=signed_in)
    assert type(form).__name__ == "Form"
    send()
    assert respond(answers=[2]).status == 200
    other = refusal(signed_in.content.respond_to_action, answers=[2], package_id="another")
    assert other.advice.headline != refused.advice.headline
