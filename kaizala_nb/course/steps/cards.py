"""Cards: jobs, surveys, announcements, custom cards, polls and meetings, and the responses to them.

They all go to the same address, and differ in their body: each is a step with parameters of its own.
"""

from typing import Annotated

from kaizala_nb.course.kinds import Answer, Choice, Location, MobileNumber, Properties, Question
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.course.steps.webhooks import PACKAGE
from kaizala_nb.toolkit.collection import Folder, Hours, Longest, Minutes, Moment, variable

custom_cards = folder("content", "Beyond the collection: content")

_SEND = "POST /v1/groups/{groupId}/actions"
_RESPOND = "POST /v1/groups/{groupId}/actions/{actionId}/responses"
_BIRTHDAY = "com.microsoft.kaizala.miniapps.BdayMessage.12"
_ACTION = "9f0e1d2c-3b4a-4596-8778-695a4b3c2d1e"
_SENT = {"referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b", "actionId": _ACTION}
_RESPONDED = {"responseId": "7c6b5a49-3827-4165-9f0e-8d7c6b5a4938"}
_PLACE = {"latitude": 17.4, "longitude": 78.3, "name": "Hyderabad"}


def declare(content: Folder) -> None:
    """The cards of the collection, in its order."""

    @content.step(
        "Post a job on a group",
        _SEND,
        saves={"test-action-id": "actionId"},
        body={"actionType": "Job"},
        inside="actionBody",
        example={"title": "test job", "assigned_to": [variable("mobile-number")], "due_date": 10},
        reply=_SENT,
    )
    def post_job(
        title: str,
        assigned_to: list[MobileNumber] = variable("mobile-number"),
        due_date: Hours | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Give people something to do.

        Args:
            title: What is to be done.
            assigned_to: Mobile numbers of those who are to do it.
            due_date: In how many hours; 24 if left out.
            group_id: Which group.
        """

    @content.step(
        "Posting a response to a job",
        _RESPOND,
        body={"actionType": "Job"},
        inside="actionBody",
        example={"is_completed": True},
        reply=_RESPONDED,
    )
    def respond_to_job(
        is_completed: bool = True,
        action_id: str = variable("test-action-id"),
        group_id: str = variable("test-group-id"),
    ):
        """Say that you have done a job, or not.

        Args:
            is_completed: Whether it is done.
            action_id: Which job, by its action id.
            group_id: Which group.
        """

    @content.step(
        "Send survey on a group",
        _SEND,
        saves={"test-survey-id": "actionId"},
        body={"actionType": "Survey"},
        inside="actionBody",
        example={
            "title": "A test survey!!",
            "due_date": 10,
            "accept_multiple_responses": True,
            "questions": [
                {"title": "Text question", "type": "Text"},
                {"title": "Single option question", "type": "SingleOption", "options": ["Opt1", "Opt2"]},
                {"title": "Multi option question", "type": "MultiOption", "options": ["MOpt1", "MOpt2", "MOpt3"]},
                {"title": "Numeric question", "type": "Numeric"},
                {"title": "Location question", "type": "Location"},
                {"title": "Date question", "type": "DateTime"},
                {"title": "Image question", "type": "Image"},
            ],
        },
        reply=_SENT,
    )
    def send_survey(
        title: str,
        questions: list[Question],
        due_date: Hours | None = None,
        is_anonymous: bool | None = None,
        is_sender_only: bool | None = None,
        accept_multiple_responses: bool | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Ask everybody in a group some questions.

        Args:
            title: What it is about.
            questions: What is asked: title, type, and options where one chooses.
            due_date: For how many hours it takes responses; 24 if left out.
            is_anonymous: Nobody learns who responded.
            is_sender_only: Only you see the responses.
            accept_multiple_responses: A person may respond more than once.
            group_id: Which group.
        """

    @content.step(
        "Posting a response to a survey",
        _RESPOND,
        body={"actionType": "Survey"},
        inside="actionBody",
        outside=("response_id",),
        example={
            "answers": [
                "Some text",
                "Opt1",
                ["MOpt1", "MOpt2"],
                12,
                {"lt": 17.4, "lg": 78.3, "n": "Hyderabad"},
                1500377471,
                variable("media-resource"),
            ],
            "response_name": "API response",
            "response_location": _PLACE,
        },
        reply=_RESPONDED,
    )
    def respond_to_survey(
        answers: list[Answer],
        response_name: str | None = None,
        response_location: Location | None = None,
        response_id: str | None = None,
        action_id: str = variable("test-survey-id"),
        group_id: str = variable("test-group-id"),
    ):
        """Answer the questions of a survey, in their order.

        Args:
            answers: An answer a question: text, number, title of an option or several, place, media resource, or nothing.
            response_name: What the response is called.
            response_location: Where it was given.
            response_id: A response of yours that this one takes the place of.
            action_id: Which survey, by its action id.
            group_id: Which group.
        """

    @content.step(
        "Post custom announcement to a group",
        _SEND,
        body={"actionType": "Announcement"},
        inside="actionBody",
        example={"message": "Lets test announcement"},
        reply=_SENT,
    )
    def post_announcement(
        message: str,
        title: str | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Send an announcement: a message that stands out.

        Args:
            message: What is announced.
            title: Its title; "Sent by ..." if left out.
            group_id: Which group.
        """

    @content.step(
        "Post custom announcement to a group [with images]",
        _SEND,
        body={"actionType": "Announcement"},
        inside="actionBody",
        example={"message": "Test announcement via API 2", "media_resources": [variable("media-resource")]},
        reply=_SENT,
    )
    def post_announcement_with_images(
        message: str,
        media_resources: list[str] = variable("media-resource"),
        title: str | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Send an announcement with pictures that were uploaded.

        Args:
            message: What is announced.
            media_resources: What the uploads gave.
            title: Its title; "Sent by ..." if left out.
            group_id: Which group.
        """

    @content.step(
        "Post custom action on a group",
        _SEND,
        saves={"test-action-id": "actionId"},
        wires={"package_id": "id"},
        inside="actionBody",
        outside=("package_id",),
        example={"package_id": PACKAGE, "title": "override title", "validity": 24},
        reply=_SENT,
    )
    def post_custom_action(
        package_id: str = PACKAGE,
        title: str | None = None,
        validity: Hours | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Send a custom card: one of an action package.

        Args:
            package_id: Which action package.
            title: What it is called; the package's own title if left out.
            validity: For how many hours it takes responses; 24 if left out.
            group_id: Which group.
        """

    @content.step(
        "Post custom action to a group [with properties]",
        _SEND,
        wires={"package_id": "id"},
        inside="actionBody",
        outside=("package_id",),
        example={
            "package_id": _BIRTHDAY,
            "properties": [
                {"name": "name", "value": "TestTitle", "type": "Text"},
                {"name": "occasion", "value": "birthday", "type": "Text"},
                {"name": "message", "value": "Test message", "type": "Text"},
            ],
        },
        reply=_SENT,
    )
    def post_custom_action_with_properties(
        properties: Properties,
        package_id: str = _BIRTHDAY,
        title: str | None = None,
        validity: Hours | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Send a custom card with properties, which its package shows.

        Args:
            properties: Names and values, each with its type.
            package_id: Which action package.
            title: What it is called; the package's own title if left out.
            validity: For how many hours it takes responses; 24 if left out.
            group_id: Which group.
        """

    @content.step(
        "Post custom action to subscriber(s) in a public group",
        _SEND,
        rows="failedResult",
        wires={"package_id": "id"},
        inside="actionBody",
        outside=("package_id", "subscribers", "send_to_all_subscribers"),
        example={
            "package_id": PACKAGE,
            "title": "override title",
            "validity": 24,
            "subscribers": [variable("mobile-number-3")],
            "send_to_all_subscribers": False,
        },
        reply=_SENT
        | {
            "failedResult": [
                {
                    "subscriber": "+91109999999",
                    "subscriberId": "",
                    "errorReason": "Not a subscriber of this group.",
                    "errorCode": "NotFound",
                }
            ]
        },
    )
    def post_custom_action_to_subscribers(
        package_id: str = PACKAGE,
        subscribers: list[MobileNumber] | None = variable("mobile-number-3"),
        send_to_all_subscribers: bool | None = None,
        title: str | None = None,
        validity: Hours | None = None,
        group_id: str = variable("test-public-group-id"),
    ):
        """Send a custom card to some subscribers of a public group, or to all of them.

        Args:
            package_id: Which action package.
            subscribers: The mobile numbers of those who get it.
            send_to_all_subscribers: To every subscriber. Only its admins may.
            title: What it is called; the package's own title if left out.
            validity: For how many hours it takes responses; 24 if left out.
            group_id: Which public group.
        """

    @content.step(
        "Posting a response to an action",
        _RESPOND,
        wires={"package_id": "id"},
        inside="actionBody",
        outside=("package_id", "response_id"),
        example={"package_id": PACKAGE, "answers": ["test text"]},
        reply=_RESPONDED,
    )
    def respond_to_action(
        answers: list[Answer],
        package_id: str = PACKAGE,
        response_id: str | None = None,
        action_id: str = variable("test-action-id"),
        group_id: str = variable("test-group-id"),
    ):
        """Answer a custom card.

        Args:
            answers: An answer a question, in their order.
            package_id: The action package of the card.
            response_id: A response of yours that this one takes the place of.
            action_id: Which card, by its action id.
            group_id: Which group.
        """

    @content.step(
        "Post a poll on a group",
        _SEND,
        body={"actionType": "Poll"},
        inside="actionBody",
        example={"question": "Lunch?", "choices": ["Yes", "No"], "expiry_in_hours": 10},
        reply=_SENT,
    )
    def post_poll(
        question: str,
        choices: list[Choice],
        expiry_in_hours: Hours | None = None,
        is_sender_only: bool | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Ask one question, to be answered by a tap.

        Args:
            question: What is asked.
            choices: What one may answer.
            expiry_in_hours: For how many hours it takes answers; 720 if left out.
            is_sender_only: Only you see the answers.
            group_id: Which group.
        """

    @content.step(
        "Post a let's meet on a group",
        _SEND,
        body={"actionType": "LetsMeet"},
        wires={"duration": "DurationInMins"},
        inside="actionBody",
        example={
            "title": "Review",
            "starting_time": "2030-01-01T09:00:00Z",
            "duration": 45,
            "place": _PLACE,
            "agenda": "All of it",
        },
        reply=_SENT,
    )
    def post_meeting(
        title: str,
        starting_time: Moment,
        duration: Minutes | None = None,
        place: Location | None = None,
        agenda: str | None = None,
        is_sender_only: bool | None = None,
        group_id: str = variable("test-group-id"),
    ):
        """Ask people to meet.

        Args:
            title: What it is about.
            starting_time: When it begins.
            duration: How many minutes it takes; 30 if left out.
            place: Where it is.
            agenda: What is to be talked about.
            is_sender_only: Only you see who comes.
            group_id: Which group.
        """


@custom_cards.step(
    "Update the properties of an action",
    "PUT /v1/groups/{groupId}/actions/{actionId}/properties",
    body={"version": -1},
    wires={"properties": "updateProperties"},
    example={"properties": [{"name": "ticketstatus", "value": "STATUS: RESOLVED", "type": "Text"}]},
    reply=_SENT,
)
def update_properties(
    properties: Properties,
    action_id: str = variable("test-action-id"),
    group_id: str = variable("test-group-id"),
):
    """Change a card that was sent: its properties of these names get these values.

    Args:
        properties: Names and values, each with its type.
        action_id: Which card, by its action id.
        group_id: Which group.
    """


@custom_cards.step(
    "Send a reminder of an action",
    "POST /v1/groups/{groupId}/actions/{actionId}/reminder",
    reply={"referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b"},
)
def send_reminder(
    action_id: str = variable("test-action-id"),
    group_id: str = variable("test-group-id"),
    subscribers: list[MobileNumber] | None = None,
    send_to_all_subscribers: bool | None = None,
):
    """Remind people of a card.

    Args:
        action_id: Which card, by its action id.
        group_id: Which group.
        subscribers: In a public group: only these subscribers.
        send_to_all_subscribers: In a public group: every subscriber.
    """


@custom_cards.step(
    "Upload media from an attachment",
    "POST /v1/media/attachment",
    saves={"media-resource": "mediaResource"},
    example={"file_content": "JVBERi0xLjQKJSVFT0YK", "file_name": "note.pdf", "content_type": "application/pdf"},
    reply={"mediaResource": "eyJBY3Rpb25UeXBlIjo2LCJGaWxlcyI6W3siSWQiOiIyYyIsIk5hbWUiOiJub3RlLnBkZiIsIlNpemUiOjF9XX0="},
)
def upload_attachment(
    file_content: Annotated[str, Longest(28_000_000)],
    file_name: str = "attachment",
    content_type: str | None = None,
):
    """Upload a file as text, as the flow connector did.

    Args:
        file_content: What is in it, in base64.
        file_name: What it is called; its ending says its type.
        content_type: Its type, where the name does not say it.
    """
