"""Names of groups and questions of cards, as the notebook reads them off what it sends and receives.

A form shows them: beside a group's id the group's name, beside an answer its question.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.toolkit.collection import Call


def learn(environment: KaizalaEnvironment, call: Call, found: Mapping[str, Any]) -> None:
    """Keep the names and the questions that are in a call and in ``found``, the object that came as its reply."""
    groups = found.get("groups")
    for group in [found, *(groups if isinstance(groups, list) else [])]:
        if isinstance(group, dict) and group.get("groupId") and group.get("groupName"):
            environment.names[str(group["groupId"])] = str(group["groupName"])
    sent = (call.body or {}).get("actionBody")
    if isinstance(sent, dict) and found.get("actionId"):
        _learn_questions(environment, found["actionId"], sent.get("questions"))
    for card in _cards(found):
        _learn_questions(environment, card["actionId"], card.get("questions"))


def _cards(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The cards of a list that was fetched."""
    actions = found.get("actions")
    for action in actions if isinstance(actions, list) else []:
        body = action.get("actionBody") if isinstance(action, dict) else None
        if isinstance(body, dict) and body.get("actionId"):
            yield body


def _learn_questions(environment: KaizalaEnvironment, action_id: Any, questions: Any) -> None:
    if isinstance(questions, list) and questions and all(isinstance(question, dict) for question in questions):
        environment.questions[str(action_id)] = questions
