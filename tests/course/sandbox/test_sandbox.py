"""The door to the local Kaizala: people answer, faults strike and the client meets them, connectors come and go."""

import io
from collections.abc import Iterator
from datetime import datetime

import pytest
from PIL import Image

from kaizala_nb import Kaizala
from kaizala_nb.toolkit.client import errors, waiting
from kaizala_nb.toolkit.client.masking import MASK
from tests.patience import DEADLINE

ME, ASHA = "+447700900001", "+447700900002"


@pytest.fixture
def kaizala() -> Iterator[Kaizala]:
    """A local Kaizala, signed in, with a group."""
    made = Kaizala()
    made.sign_in(ME).send_once()
    made.groups.create_group(name="Field team", members=[ASHA])
    yield made
    made.close()


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """The waits that would have been, in seconds."""
    waited: list[float] = []
    monkeypatch.setattr(waiting, "pause", waited.append)
    return waited


def post(kaizala: Kaizala, **action) -> dict:
    """An action, sent as any client would."""
    import requests

    url = f"{kaizala.sandbox.url}/v1/groups/{kaizala.environment['test-group-id']}/actions"
    reply = requests.post(
        url, json=action, headers={"accessToken": str(kaizala.environment["access-token"])}, timeout=DEADLINE
    )
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_throttling_is_waited_for_and_the_wait_is_shown(kaizala, waits, capsys):
    kaizala.sandbox.fail_next(429, retry_after=12)
    reply = kaizala.content.send_message(message="Hello")
    assert waits == [12]
    assert "Sending again in 12 seconds." in capsys.readouterr().out
    assert "waited 12 seconds" in reply._repr_mimebundle_()["text/plain"]


def test_a_form_shows_the_wait_itself(kaizala, waits, capsys):
    kaizala.sandbox.fail_next(429, retry_after=3)
    said = []
    form = kaizala.content.send_message.form(message="Hello")
    form.observe(lambda change: said.append(change["new"]["note"]), "content")
    form.send_once()
    assert any("Sending again in 3 seconds." in words for words in said)
    assert capsys.readouterr().out == ""


def test_throttling_is_an_error_where_one_does_not_want_to_wait(kaizala, waits):
    kaizala.session.wait_when_throttled = False
    kaizala.sandbox.fail_next(429, retry_after=12)
    with pytest.raises(errors.RefusedError) as refused:
        kaizala.content.send_message(message="Hello")
    assert refused.value.status == 429
    assert waits == []


def test_a_real_throttle_is_met_like_any_other(waits):
    made = Kaizala(throttle=True)
    made.sign_in(ME).send_once()
    made.session.on_wait = lambda words: made.sandbox.advance(seconds=61)
    replies = [made.groups.fetch_groups() for _ in range(101)]
    assert 0 < waits[0] <= 60
    assert len(replies) == 101
    made.close()


def test_a_move_is_followed_to_an_allowed_host_only(kaizala, waits):
    there = Kaizala()
    there.sign_in(ME).send_once()
    kaizala.sandbox.fail_next(moved=there.sandbox.url)
    with pytest.raises(errors.UntrustedHostError, match=r"127\.0\.0\.1"):
        kaizala.groups.fetch_groups()
    kaizala.sandbox.fail_next(moved=kaizala.sandbox.url)
    assert len(kaizala.groups.fetch_groups().df) == 1
    there.close()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"reset": True}, errors.ConnectionTrouble),
        ({"truncate": True}, errors.ApiError),
        ({"body": "<html>Sorry</html>"}, errors.NotJSON),
        ({"status": 500}, errors.RefusedError),
        ({"status": 503}, errors.RefusedError),
        ({"delay": 10}, errors.TimedOut),
    ],
)
def test_each_trouble_is_said_and_a_post_is_not_sent_twice(kaizala, waits, fault, kind):
    if "delay" in fault:
        kaizala.session.timeout = 1
    before = len(kaizala.sandbox.calls)
    kaizala.sandbox.fail_next(**fault)
    with pytest.raises(kind) as refused:
        kaizala.content.send_message(message="Hello")
    panel = refused.value._repr_mimebundle_()["text/plain"]
    assert panel.splitlines()[0]
    assert "What to do" in panel
    assert len(kaizala.sandbox.calls) <= before + 1
    kaizala.session.timeout = 60
    assert kaizala.content.send_message(message="Hello").status == 200


HEADLINES = {
    400: (errors.BadRequest, "Kaizala could not read the request"),
    401: (errors.NotAuthenticated, "Kaizala does not know who you are"),
    403: (errors.NotAllowed, "Kaizala knows you, and you may not do this"),
    404: (errors.NotFound, "There is no such thing"),
    409: (errors.RefusedError, "Kaizala refused the request"),
    415: (errors.WrongMediaType, "Wrong kind of file"),
    429: (errors.TooManyRequests, "Too many requests"),
    500: (errors.ServiceTrouble, "Kaizala has a problem, not you"),
    502: (errors.ServiceTrouble, "Kaizala has a problem, not you"),
    599: (errors.ServiceTrouble, "Kaizala has a problem, not you"),
}


BODIES = [None, "", "<html>Bad gateway</html>", "[1]", '{"message":7}', '"x"', "x" * 50_000]


@pytest.mark.parametrize("status", HEADLINES)
def test_any_status_with_any_body_is_said_clearly(kaizala, waits, status):
    kaizala.session.renew_tokens = False
    kind, headline = HEADLINES[status]
    for body in BODIES:
        kaizala.sandbox.fail_next(status, body=body)
        with pytest.raises(kind) as refused:
            kaizala.content.send_message(message="Hello")
        assert refused.value.status == status
        panel = refused.value.as_text()
        assert panel.splitlines()[0] == f"Refused: {status}  {headline}"
        assert all(row in panel for row in ("The service said", "What it means", "What to do", "What changed"))
    assert waits == []


@pytest.mark.parametrize("status", [201, 204, 301, 302, 304])
def test_a_status_that_the_service_never_had_is_no_success_that_loses_something(kaizala, waits, status):
    kaizala.sandbox.fail_next(status)
    try:
        reply = kaizala.groups.fetch_groups()
    except errors.ApiError as trouble:
        assert trouble.as_text().splitlines()[0]
    else:
        assert (reply.status, len(reply.df)) == (status, 0)
    assert len(kaizala.groups.fetch_groups().df) == 1


@pytest.mark.parametrize("fault", [{"reset": True}, {"truncate": True}, {"status": 500}, {"body": "<html>"}])
def test_what_was_carried_out_all_the_same_is_not_called_undone(kaizala, waits, fault):
    kaizala.sandbox.fail_next(carried_out=True, **fault)
    with pytest.raises(errors.ApiError) as refused:
        kaizala.content.send_message(message="Once")
    assert not refused.value.advice.changed.startswith("Nothing.")
    texts = [line for line in kaizala.phone(ASHA).lines() if "Once" in line]
    assert len(texts) == 1


def test_throttled_without_being_told_how_long_is_said_at_once(kaizala, waits):
    kaizala.sandbox.fail_next(429)
    with pytest.raises(errors.TooManyRequests):
        kaizala.groups.fetch_groups()
    assert waits == []


def test_a_fault_strikes_what_it_was_told_to(kaizala):
    kaizala.sandbox.fail_next(500, method="POST", path="/messages")
    assert kaizala.groups.fetch_groups().status == 200
    with pytest.raises(errors.ServiceTrouble):
        kaizala.content.send_message(message="Hello")
    assert kaizala.content.send_message(message="Hello").status == 200


def test_a_slow_answer_that_comes_in_time_is_an_answer(kaizala):
    kaizala.sandbox.fail_next(delay=0.2)
    assert len(kaizala.groups.fetch_groups().df) == 1


def test_what_is_safe_to_repeat_is_sent_again(kaizala, waits):
    kaizala.sandbox.fail_next(503, times=2)
    assert "It was sent 3 times" in kaizala.groups.fetch_groups()._repr_mimebundle_()["text/plain"]


def test_a_post_that_only_reads_is_safe_to_repeat(kaizala, waits):
    kaizala.groups.create_public_group(name="Town news", members=[])
    kaizala.sandbox.fail_next(503, method="POST")
    assert len(kaizala.groups.get_subscribers().df) == 0
    form = kaizala.groups.get_subscribers.form()
    form.send_once()
    assert form.content["hint"] == "Safe to repeat."


def test_a_number_where_an_id_belongs_is_told_of(kaizala):
    with pytest.raises(errors.NotFound) as refused:
        kaizala.groups.remove_member(member_id=ASHA)
    assert "this is a number and no id" in refused.value.advice.meaning
    assert "Step11" in refused.value.advice.todo


def test_faults_can_be_cleared(kaizala):
    kaizala.sandbox.fail_next(500, times=5)
    kaizala.sandbox.clear_faults()
    assert kaizala.groups.fetch_groups().status == 200


def test_people_answer_on_their_phones(kaizala):
    poll = post(
        kaizala, actionType="Poll", actionBody={"question": "Lunch?", "choices": [{"title": "Yes"}, {"title": "No"}]}
    )
    asha = kaizala.phone(ASHA, name="Asha")
    asha.answer(poll["actionId"], "Yes")
    asha.like(poll["referenceId"])
    asha.comment(poll["referenceId"], "Where?")
    assert asha.lines()[-1].endswith("You (notebook) sent a poll: Lunch? Answered: Yes. (1 like) · comment: Where?")
    job = post(kaizala, actionType="Job", actionBody={"title": "Sweep", "assignedTo": [ASHA]})
    asha.complete(job["actionId"])
    assert asha.lines()[-1].endswith("You (notebook) sent a job: Sweep Answered: Done.")
    group = kaizala.environment["test-group-id"]
    asha.share_location(group, 51.5, -0.1, "The office")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    asha.send_photo(group, picture.getvalue(), 51.5, -0.1)
    assert "Asha sent a picture with its place" in asha.lines()[-1]
    asha.leave(group)
    assert len(kaizala.groups.query_members().df) == 1


def test_a_card_is_named_by_what_holds_it_and_a_second_answer_changes_the_first(kaizala):
    ben = kaizala.phone("+447700900002")
    survey = kaizala.content.send_survey.form(title="Lunch", questions=[{"title": "How many?", "type": "Numeric"}])
    reply = survey.send_once()
    row = kaizala.queries.fetch_surveys().df.iloc[0]
    for number, card in enumerate((survey, reply, reply.df, row, dict(row), reply.json["actionId"], "")):
        if isinstance(card, str) and not card:
            with pytest.raises(errors.InputError, match="there is no such card"):
                ben.answer(card, number)
            continue
        ben.answer(card, number)
        answers = kaizala.queries.fetch_survey_responses(action_id=reply.json["actionId"]).df
        assert list(answers["How many?"]) == [number]
    with pytest.raises(errors.InputError, match="does not say which card is meant") as refused:
        ben.answer(kaizala.groups.fetch_groups(), 1)
    assert 'reply.json["actionId"]' in refused.value.advice.todo
    sent = kaizala.content.send_message(message="Tea?")
    ben.like(sent)
    ben.comment(sent.df.iloc[0], "Yes")
    assert kaizala.reactions.fetch_summary(reference_id=sent.json["referenceId"]).status == 200


def trip(kaizala: Kaizala, first: str = "SingleOption"):
    """The reply that sent a survey of three questions."""
    questions = [
        {"title": "Where?", "type": first, "options": ["Sea", "Hills", "Town"]},
        {"title": "How many?", "type": "Numeric"},
        {"title": "When?", "type": "DateTime"},
    ]
    return kaizala.content.send_survey(title="Trip", questions=questions)


@pytest.mark.parametrize("shape", ["one after the other", "one list", "by name"])
def test_an_answer_says_how_many_of_the_questions_it_answers(kaizala, shape):
    survey, asha, day = trip(kaizala), kaizala.phone(ASHA, name="Asha"), datetime(2031, 5, 17, 12)
    answers = ["Sea", 2, day]
    gave = {
        "one after the other": lambda: asha.answer(survey, *answers),
        "one list": lambda: asha.answer(survey, answers),
        "by name": lambda: asha.answer(survey, answers=answers),
    }
    assert repr(gave[shape]()) == "Asha answered 3 of 3 questions."
    half = "Asha answered 1 of 3 questions. Give one answer for each question, in the same call."
    assert repr(asha.answer(survey, "Sea")) == half


def test_a_list_of_titles_is_one_answer(kaizala):
    survey, asha = trip(kaizala, "MultiOption"), kaizala.phone(ASHA, name="Asha")
    assert repr(asha.answer(survey, ["Sea", "Hills", "Town"])).startswith("Asha answered 1 of 3 questions.")
    assert repr(asha.answer(survey, [["Sea"], 1, 1893456000000])) == "Asha answered 3 of 3 questions."


@pytest.mark.parametrize("answers", [["See", 2], ["Sea", 2, 1, 4], [["Sea", datetime(2031, 5, 17)]]])
def test_a_refused_answer_asks_for_no_second_card(kaizala, answers):
    with pytest.raises(errors.InputError) as refused:
        kaizala.phone(ASHA).answer(trip(kaizala), *answers)
    assert "Run only this line again" in refused.value.as_text()


def sent_again(refused: errors.InputError, kaizala: Kaizala):
    """What the line of the advice sends."""
    names = {"kaizala": kaizala}
    line = refused.advice.todo.partition(": ")[2].partition("\n")[0]
    exec(line, names)  # noqa: S102  (our own advice)
    return names[line.partition(" = ")[0]]


@pytest.mark.parametrize("kind", ["poll", "survey", "custom card"])
def test_a_card_whose_time_is_over_says_so_and_how_to_send_another(kaizala, kind):
    send = {
        "poll": lambda: kaizala.content.post_poll('"Lunch"?', ["Yes", "No"], expiry_in_hours=1),
        "survey": lambda: trip(kaizala),
        "custom card": lambda: kaizala.content.post_custom_action(validity=1),
    }
    answers = {"poll": ["No"], "survey": ["Sea", 2, datetime(2031, 5, 17)], "custom card": ["Done"]}[kind]
    card, asha = send[kind](), kaizala.phone(ASHA, name="Asha")
    kaizala.groups.create_group(name="Another")
    kaizala.sandbox.advance(hours=24)
    with pytest.raises(errors.InputError, match=f"This {kind} takes no answers any more: its time was over") as refused:
        asha.answer(card, *answers)
    assert repr(asha.answer(sent_again(refused.value, kaizala), *answers)).startswith("Asha answered")


def test_what_people_answered_is_shown_as_they_would_say_it(kaizala):
    questions = [
        {"title": "What?", "type": "MultiOption", "options": [{"title": "Cake"}, {"title": "Salad"}]},
        {"title": "How many?", "type": "Numeric"},
        {"title": "When?", "type": "DateTime"},
        {"title": "Where?", "type": "Location"},
        {"title": "Why?", "type": "Text"},
    ]
    survey = post(kaizala, actionType="Survey", actionBody={"title": "Party", "questions": questions})
    asha = kaizala.phone(ASHA, name="Asha")
    asha.answer(
        survey["actionId"], ["Cake", "Salad"], 2, datetime(2031, 5, 17, 12), {"lt": 1, "lg": 2, "n": "Here"}, None
    )
    assert asha.lines()[-1].endswith(
        "You (notebook) sent a survey: Party Answered: Cake, Salad; 2; Sat 17 May 2031 12:00; Here; –."
    )


def test_an_announcement_says_on_the_phone_what_is_announced(kaizala):
    post(kaizala, actionType="Announcement", actionBody={"message": "All in"})
    assert kaizala.phone(ASHA).lines()[-1].endswith("You (notebook) sent an announcement: All in")
    post(kaizala, actionType="Announcement", actionBody={"title": "Today", "message": "All out"})
    assert kaizala.phone(ASHA).lines()[-1].endswith("You (notebook) sent an announcement: Today: All out")


def test_what_a_person_cannot_do_is_said(kaizala):
    with pytest.raises(errors.InputError, match="cannot be sent"):
        kaizala.phone(ASHA).answer("nothing", object())
    with pytest.raises(errors.InputError, match="no such card"):
        kaizala.phone(ASHA).answer("nothing", "Yes")
    with pytest.raises(errors.InputError, match="no such group"):
        kaizala.phone(ASHA).leave("nothing")


def test_a_connector_of_ones_own_may_do_what_it_was_given(kaizala):
    made = kaizala.sandbox.new_connector("Reader", {"Group Information": ["Get"]})
    assert repr(made["applicationSecret"]) == repr(MASK)
    kaizala.environment.update(
        {"application-id": made["applicationId"], "application-secret": made["applicationSecret"]}
    )
    kaizala.sign_in(ME).send_once()
    assert len(kaizala.groups.fetch_groups().df) == 1
    with pytest.raises(errors.RefusedError) as refused:
        kaizala.groups.create_group(name="Not mine to make")
    assert (refused.value.status, refused.value.code) == (403, "Unauthorized")
    listed = kaizala.sandbox.connectors
    assert "Reader" in set(listed["name"])
    assert set(listed["applicationSecret"]) == {MASK}
    kaizala.sandbox.delete_connector(made["applicationId"])
    with pytest.raises(errors.RefusedError):
        kaizala.groups.fetch_groups()


@pytest.mark.parametrize("odd", ["..", " .. ", ".", "", " ", "../reset", "../../v1/groups", "a?b", "a/../../faults"])
def test_what_is_given_to_the_control_plane_stays_inside_its_part_of_the_path(kaizala, odd):
    box = kaizala.sandbox
    box.fail_next(503, path="/nothing-calls-this")
    for call in (
        lambda: box.read_phone(odd),
        lambda: box.tap(odd, kind="message", text="x"),
        lambda: box.delete_connector(odd),
        lambda: box.grant({"Media": ["Add"]}, application_id=odd or " "),
        lambda: box.new_token(application_id=odd or " "),
    ):
        with pytest.raises(errors.ApiError):
            call()
    assert len(box.call("GET", "faults")["faults"]) == 1
    assert kaizala.phone(ASHA).chats is not None


def test_a_snapshot_of_another_kaizala_locks_no_notebook_out(kaizala):
    """Restored, emptied, and signed in again with what this notebook knows."""
    snapshot = kaizala.sandbox.snapshot()
    other = Kaizala()
    other.sandbox.restore(snapshot)
    other.sign_in(ME).send_once()
    assert "Field team" in list(other.groups.fetch_all_groups().df["groupName"])
    other.reset()
    other.sign_in(ME).send_once()
    other.close()
