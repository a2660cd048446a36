"""Every kind of reply has the table that its reader wants: these rows, these columns, these types."""

import pandas as pd
import pytest

from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.client.masking import MASK
from tests.toolkit.tables.conftest import ASHA, BEN, ME, NOBODY, types_of

TEXT, FLAG, WHOLE, TIME, ANY = "string", "boolean", "Int64", "datetime64[ms, UTC]", "object"
CARD = {"referenceId": TEXT, "actionId": TEXT, "actionType": TEXT, "sender": TEXT, "sentAt": TIME}


def test_members_are_a_row_a_person(kaizala):
    reply = kaizala.groups.query_members()
    assert types_of(reply) == {"id": TEXT, "role": TEXT, "mobileNumber": TEXT, "name": TEXT, "isProvisioned": FLAG}
    assert dict(zip(reply.df["mobileNumber"], reply.df["role"], strict=True)) == {
        ME: "Admin",
        ASHA: "Member",
        BEN: "Member",
    }


def test_groups_tell_role_and_counts_before_the_rest(kaizala):
    table = kaizala.groups.fetch_all_groups().df.set_index("groupName")
    assert list(table.columns[:4]) == ["groupId", "groupType", "callerRole", "userCount"]
    assert list(table.columns[-2:]) == ["groupImageUrl", "welcomeMessage"]
    assert table.loc["Field team", ["groupType", "callerRole", "userCount"]].tolist() == ["Group", "Admin", 3]
    assert table["currentLevelSubGroupCount"].dtype == WHOLE
    assert table["hasSubGroups"].dtype == FLAG
    assert table["subscriberCount"].dtype == WHOLE
    counts = [name for name in table.columns if name.endswith("Count")]
    assert counts[:4] == ["userCount", "uniqueUserCount", "currentLevelUserCount", "subscriberCount"]


def test_sub_groups_are_a_row_a_group_below(kaizala):
    top = kaizala.groups.create_group(name="School", members=[]).json["groupId"]
    assert not len(kaizala.groups.fetch_sub_groups(group_id=top).df)
    for name in ("Year 1", "Year 2"):
        kaizala.groups.create_sub_group(name=name, group_id=top, members=[])
    below = kaizala.groups.fetch_sub_groups(group_id=top).df
    assert below["groupName"].tolist() == ["Year 1", "Year 2"]
    assert below["hasParentGroups"].all()
    assert below.columns[0] == "groupId"


def test_added_and_removed_subscribers_are_a_row_a_number_with_the_reason(kaizala):
    added = kaizala.groups.add_subscribers(subscribers=[ASHA, NOBODY])
    assert types_of(added) == {"mobileNumber": TEXT, "isAdded": FLAG}
    assert added.df["isAdded"].all()
    removed = kaizala.groups.remove_subscribers(subscribers=[BEN, NOBODY])
    assert types_of(removed) == {"mobileNumber": TEXT, "isRemoved": FLAG, "reason": TEXT}
    assert removed.df["isRemoved"].tolist() == [False, True]
    assert removed.df["reason"].isna().tolist() == [False, True]
    assert kaizala.groups.get_subscribers().df["mobileNumber"].tolist() == [ASHA]


def test_whom_a_message_did_not_reach_is_a_row_each(kaizala):
    kaizala.groups.add_subscribers(subscribers=[ASHA])
    reached = kaizala.content.send_message_to_subscribers(message="Hello", subscribers=[ASHA])
    assert types_of(reached) == {"referenceId": TEXT}
    assert len(reached.df) == 1
    failed = kaizala.content.send_message_to_subscribers(message="Hello", subscribers=[ASHA, BEN, NOBODY])
    assert list(failed.df.columns) == ["referenceId", "subscriberId", "subscriber", "errorReason", "errorCode"]
    assert failed.df["subscriber"].tolist() == [BEN, NOBODY]
    assert failed.df["referenceId"].nunique() == 1
    card = kaizala.content.post_custom_action_to_subscribers(subscribers=[BEN])
    assert card.df[["actionId", "subscriber"]].iloc[0].tolist() == [card.json["actionId"], BEN]


def test_cards_have_what_is_written_on_them_as_columns(kaizala):
    kaizala.groups.create_group(name="Cards", members=[ASHA, BEN])
    kaizala.content.post_poll(question="Tea?", choices=["Yes", "No"])
    polls = kaizala.queries.fetch_polls()
    body = {"question": TEXT, "isSenderOnly": FLAG, "expiryDate": TIME, "choices": ANY, "responseCount": WHOLE}
    assert types_of(polls) == CARD | body
    assert polls.df["choices"].iloc[0] == ["Yes", "No"]
    assert polls.df["question"].iloc[0] == "Tea?"
    kaizala.content.post_meeting(
        title="Review", starting_time="2030-01-01T09:00:00Z", place={"latitude": 51, "longitude": 0, "name": "London"}
    )
    meetings = kaizala.queries.fetch_meetings()
    assert meetings.df["startingTime"].iloc[0] == pd.Timestamp("2030-01-01T09:00:00Z")
    assert meetings.df[["place", "latitude", "longitude"]].iloc[0].tolist() == ["London", 51.0, 0.0]
    assert str(meetings.df["latitude"].dtype) == "Float64"
    job = kaizala.content.post_job(title="Paint", assigned_to=[ASHA, BEN])
    kaizala.phone(ASHA).complete(job.json["actionId"])
    jobs = kaizala.queries.fetch_jobs()
    assert types_of(jobs) == CARD | {"title": TEXT, "assigneeCount": WHOLE, "responseCount": WHOLE, "isCompleted": FLAG}
    assert jobs.df.iloc[0][["assigneeCount", "responseCount", "isCompleted"]].tolist() == [2, 1, False]


def test_places_are_in_columns_of_their_own(kaizala):
    kaizala.phone(ASHA).share_location(kaizala.environment["test-group-id"], 51, -0.1, "London")
    places = kaizala.queries.fetch_shared_locations()
    assert places.df[["latitude", "longitude", "name"]].iloc[0].tolist() == [51.0, -0.1, "London"]
    assert list(places.df.columns[:3]) == ["referenceId", "actionType", "sender"]


def test_responses_are_a_row_each_and_a_column_a_question(kaizala):
    sent = kaizala.content.send_survey(**collection["Send survey on a group"].example)
    survey = sent.json["actionId"]
    place = {"lt": 17.4, "lg": 78.3, "n": "Hyderabad"}
    kaizala.phone(ASHA).answer(survey, "Fine", "Opt1", ["MOpt1", "MOpt3"], 12, place, 1500377471)
    kaizala.phone(BEN).answer(survey, None, "Opt2", None, 2.5)
    reply = kaizala.queries.fetch_survey_responses()
    assert types_of(reply) == {
        **{"responseId": TEXT, "responderId": TEXT, "responder": TEXT, "responderName": TEXT, "responseTime": TIME},
        **{"Text question": TEXT, "Single option question": TEXT, "Multi option question": ANY},
        **{"Numeric question": "Float64", "Location question": ANY, "Date question": TIME, "Image question": TEXT},
        **{"responseName": TEXT, "responseLocation": ANY, "isUpdateResponse": FLAG},
    }
    asha, ben = (reply.df.iloc[place] for place in (0, 1))
    assert [asha["responder"], asha["responderName"], ben["responderName"]] == [ASHA, "Asha", "Ben"]
    assert asha["Single option question"] == "Opt1"
    assert asha["Multi option question"] == ["MOpt1", "MOpt3"]
    assert asha["Location question"] == {"latitude": 17.4, "longitude": 78.3, "name": "Hyderabad"}
    assert asha["Date question"] == pd.Timestamp("2017-07-18T11:31:11Z")
    assert reply.df["Numeric question"].mean() == 7.25
    assert ben[["Text question", "Date question"]].isna().all()


def test_a_place_says_how_exact_it_is_where_that_was_said(kaizala):
    sent = kaizala.content.send_survey(title="Where?", questions=[{"title": "Where?", "type": "Location"}])
    kaizala.phone(ASHA).answer(sent.json["actionId"], {"lt": -1.25, "lg": 36.8, "n": "Nairobi", "acc": 14.28})
    (place,) = kaizala.queries.fetch_survey_responses().df["Where?"]
    assert place == {"latitude": -1.25, "longitude": 36.8, "name": "Nairobi", "acc": 14.28}


def test_numbers_that_are_whole_stay_whole(kaizala):
    sent = kaizala.content.send_survey(title="How many?", questions=[{"title": "How many?", "type": "Numeric"}])
    kaizala.phone(ASHA).answer(sent.json["actionId"], 12)
    assert types_of(kaizala.queries.fetch_survey_responses())["How many?"] == WHOLE


def test_questions_of_one_title_have_a_column_each(kaizala):
    titles = ["Why?", "Why?", "responder", "userId"]
    asked = [{"title": title, "type": "Text"} for title in titles]
    sent = kaizala.content.send_survey(title="Why?", questions=asked)
    kaizala.phone(ASHA).answer(sent.json["actionId"], "one", "two", "three", "four")
    table = kaizala.queries.fetch_survey_responses().df
    assert list(table.columns[5:9]) == ["Why?", "Why? (2)", "responder (2)", "userId"]
    assert table.iloc[0, 5:9].tolist() == ["one", "two", "three", "four"]
    assert table["responder"].tolist() == [ASHA]


def test_a_survey_that_nobody_has_answered_has_its_columns(kaizala):
    kaizala.content.send_survey(title="Anyone?", questions=[{"title": "Anyone?", "type": "Text"}])
    table = kaizala.queries.fetch_survey_responses().df
    assert len(table) == 0
    assert table["Anyone?"].dtype == TEXT
    assert table["responseTime"].dtype == TIME


def test_who_responded_to_an_anonymous_survey_is_blank(kaizala):
    asked = [{"title": "Honestly?", "type": "Text"}]
    sent = kaizala.content.send_survey(title="Honestly", questions=asked, is_anonymous=True)
    kaizala.phone(ASHA).answer(sent.json["actionId"], "Yes")
    table = kaizala.queries.fetch_survey_responses().df
    assert table[["responder", "responderId", "responderName"]].iloc[0].tolist() == ["", "", ""]
    assert table["Honestly?"].tolist() == ["Yes"]


def test_without_its_details_a_card_is_one_row(kaizala):
    poll = kaizala.content.post_poll(question="Brief?", choices=["Yes", "No"]).json["actionId"]
    table = kaizala.queries.fetch_survey_responses(action_id=poll, get_details=False).df
    assert table[["actionId", "question", "responseCount"]].iloc[0].tolist() == [poll, "Brief?", 0]


def test_answers_to_a_poll_are_a_row_a_person(kaizala):
    poll = kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No", "Maybe"]).json["actionId"]
    assert kaizala.queries.fetch_survey_responses(action_id=poll).df["Lunch?"].dtype == TEXT
    for number, answer in ((ME, "No"), (ASHA, "Yes"), (BEN, "No")):
        kaizala.phone(number).answer(poll, answer)
    table = kaizala.queries.fetch_survey_responses(action_id=poll).df
    assert (table["Lunch?"] == "No").sum() == 2
    assert table.groupby("Lunch?").size().to_dict() == {"No": 2, "Yes": 1}


def test_who_comes_to_a_meeting_is_a_row_a_person(kaizala):
    meeting = kaizala.content.post_meeting(title="Kick-off", starting_time="2030-01-01T09:00:00Z").json["actionId"]
    assert "Kick-off" in kaizala.queries.fetch_survey_responses(action_id=meeting).df
    kaizala.phone(BEN).answer(meeting, "Maybe")
    assert kaizala.queries.fetch_survey_responses(action_id=meeting).df["Kick-off"].tolist() == ["Maybe"]


def test_a_job_is_a_row_a_person_who_said_something(kaizala):
    job = kaizala.content.post_job(title="Paint", assigned_to=[ASHA, BEN]).json["actionId"]
    types = {"responseId": TEXT, "assignee": TEXT, "assigneeName": TEXT, "isCompleted": FLAG}
    assert list(types_of(kaizala.queries.fetch_survey_responses(action_id=job))) == list(types)
    kaizala.phone(BEN).complete(job)
    reply = kaizala.queries.fetch_survey_responses(action_id=job)
    assert types_of(reply) == types
    assert reply.df[["assignee", "isCompleted"]].values.tolist() == [[BEN, True]]


def test_custom_cards_are_a_row_a_card_until_somebody_responds(kaizala):
    package = "com.example.feedback.1"
    first = kaizala.content.post_custom_action(package_id=package, title="Monday")
    kaizala.content.post_custom_action_with_properties(
        package_id=package, title="Tuesday", properties=[{"name": "room", "value": "12", "type": "Text"}]
    )
    table = kaizala.queries.fetch_action_responses(package_id=package).df.set_index("title")
    assert list(table.columns[:3]) == ["referenceId", "actionId", "packageId"]
    assert table.loc["Tuesday", "properties"] == {"room": "12"}
    kaizala.phone(ASHA).answer(first.json["actionId"], "Good", 3)
    table = kaizala.queries.fetch_action_responses(package_id=package).df
    assert table[["actionId", "title", "responder"]].iloc[0].tolist() == [first.json["actionId"], "Monday", ASHA]
    assert table[["Answer 1", "Answer 2"]].iloc[0].tolist() == ["Good", 3]
    assert "questions" in kaizala.queries.fetch_action_responses(package_id=package, get_details=False).df


def test_likes_and_comments_are_columns_of_a_summary(kaizala):
    reference = kaizala.content.send_message(message="Cake!").json["referenceId"]
    assert kaizala.reactions.fetch_summary().df[["like", "comment"]].iloc[0].tolist() == [0, 0]
    kaizala.phone(ASHA).like(reference)
    kaizala.phone(BEN).comment(reference, "Where?")
    summary = kaizala.reactions.fetch_summary()
    assert types_of(summary) == {"referenceId": TEXT, "like": WHOLE, "comment": WHOLE}
    assert summary.df.iloc[0].tolist() == [reference, 1, 1]
    reactions = kaizala.reactions.fetch_reactions()
    assert types_of(reactions) == {"reactionId": TEXT, "userId": TEXT, "lastModifiedTime": TIME, "comment": TEXT}
    assert reactions.df["comment"].tolist()[1] == "Where?"


def test_webhooks_have_times_events_and_a_masked_token(kaizala):
    inbox = kaizala.inbox(token="SECRET-agreed")
    kaizala.webhooks.subscribe_to_group(event_types=["TextMessageCreated", "MemberAdded"])
    reply = kaizala.webhooks.get_webhooks()
    types = types_of(reply)
    assert [types[name] for name in ("id", "ts", "validity", "active", "events")] == [TEXT, TIME, TIME, FLAG, ANY]
    assert list(types)[:2] == ["id", "objectId"]
    assert reply.df["events"].iloc[0] == ["TextMessageCreated", "MemberAdded"]
    assert reply.df["callbackToken"].tolist() == [MASK]
    assert "SECRET" not in reply.as_html() + reply.as_text()
    kaizala.content.send_message(message="An event")
    event = inbox.wait().iloc[-1]
    assert event["eventType"] == "TextMessageCreated"
    assert {name: str(kind) for name, kind in inbox.df.dtypes.items()}["at"] == TIME


def test_bots_and_tokens_are_typed_and_masked(kaizala):
    kaizala.bots.create_bot(name="Bot")
    bots = kaizala.bots.get_bots()
    assert list(bots.df.columns[:3]) == ["botUserId", "tenantId", "creatorId"]
    token = kaizala.authentication.access_token()
    assert token.df["accessToken"].tolist() == [MASK]
    assert types_of(token)["accessTokenExpiry"] == TIME
    assert "groupinfo.read" in token.df["scope"].explode().tolist()


@pytest.mark.parametrize("step", [step for step in collection if step.reply], ids=lambda step: step.name)
def test_the_saved_reply_of_every_step_has_a_table_without_lists_of_objects(step):
    from functools import partial

    from kaizala_nb.course.tables import READERS
    from kaizala_nb.toolkit import tables

    frame = partial(tables.frame, readers=READERS)

    table = frame(step.reply, step.rows)
    assert len(table) == 1
    for name in table.columns:
        held = table[name].iloc[0]
        assert not (isinstance(held, list) and held and isinstance(held[0], dict)), name
        assert not isinstance(held, dict), name


def test_a_list_with_nothing_in_it_has_its_columns(kaizala):
    team = kaizala.groups.create_group(name="Empty", members=[]).json["groupId"]
    for fetch, column in (
        (kaizala.queries.fetch_meetings, "startingTime"),
        (kaizala.queries.fetch_polls, "question"),
        (kaizala.groups.fetch_sub_groups, "groupName"),
        (kaizala.webhooks.get_webhooks, "events"),
    ):
        given = {"object_id": team} if fetch is kaizala.webhooks.get_webhooks else {"group_id": team}
        reply = fetch(**given)
        assert len(reply.df) == 0
        assert column in reply.df
        assert "No rows." in reply.as_text()
