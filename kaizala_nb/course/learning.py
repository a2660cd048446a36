"""What the notebook comes to know from what it sends and receives, beside the variables: what groups are called, what cards ask.

Forms show it: a group's id with the group's name, an answer with its question.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.toolkit.collection import Call


def learn(environment: KaizalaEnvironment, call: Call, found: Mapping[str, Any]) -> None:
    """Take what a call and the reply to it, an object, tell."""
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
