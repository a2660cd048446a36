"""Surveys: some questions to everybody in a group."""

from kaizala_nb.course import advice
from kaizala_nb.course.kinds import Answer, Location, Question
from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Hours, ListOf, variable

surveys = folder("content")


@surveys.step(
    "Send survey on a group",
    "POST /v1/groups/{groupId}/actions",
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
    reply=samples.CARD_REPLY,
)
def send_survey(
    title: str,
    questions: ListOf[Question],
    due_date: Hours | None = None,
    is_anonymous: bool | None = None,
    is_sender_only: bool | None = None,
    accept_multiple_responses: bool | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Ask everybody in a group some questions.

    Args:
        title: What it is about.
        questions: The questions. Each has a title, a type, and options where one chooses.
        due_date: For how many hours it takes responses; 24 if left out.
        is_anonymous: Whether nobody learns who responded.
        is_sender_only: Whether only you see the responses.
        accept_multiple_responses: Whether a person may respond more than once.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@surveys.step(
    "Posting a response to a survey",
    "POST /v1/groups/{groupId}/actions/{actionId}/responses",
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
        "response_location": samples.HYDERABAD,
    },
    reply=samples.RESPONSE_REPLY,
    refusals={400: advice.no_answer_taken},
)
def respond_to_survey(
    answers: ListOf[Answer],
    response_name: str | None = None,
    response_location: Location | None = None,
    response_id: str | None = None,
    action_id: str = variable("test-survey-id"),
    group_id: str = variable("test-group-id"),
) -> None:
    """Answer the questions of a survey, in their order.

    Args:
        answers: One answer for each question: text, number, title of an option, list of titles, place, media resource, or None.
        response_name: What the response is called.
        response_location: Where it was given.
        response_id: The id of a response of yours that this one replaces.
        action_id: Which survey, by its action id.
        group_id: The id of the group.

    Source: row 28 of docs/evidence.md. The request is documented, the answer is documented.
    """
