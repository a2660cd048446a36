"""What is said to whoever answers a card whose time is over."""

from typing import Any

from kaizala_nb.course.sandbox.answered import Card
from kaizala_nb.course.sandbox.phone_words import card_name
from kaizala_nb.course.steps.content.custom_cards import post_custom_action
from kaizala_nb.course.steps.content.polls import post_poll
from kaizala_nb.course.steps.content.surveys import send_survey
from kaizala_nb.toolkit.client import errors
from kaizala_nb.toolkit.collection import Step
from kaizala_nb.toolkit.collection.snippets import snippet
from kaizala_nb.toolkit.display import faces


def refused(card: Card, now: int) -> errors.InputError | None:
    """The error for an answer to a card whose time is over: when that was, and the line that sends such a card again.

    None if the card takes answers, or takes none for another reason. ``now`` is what the clock shows, in milliseconds since 1970.
    """
    if not card or card["open"] or not card["until"] or now < card["until"]:
        return None
    _, name = card_name(card["actionType"]).split(" ", 1)  # "poll", "survey", "custom card"
    variable = name.split()[-1]
    step, values, hours = _again(card)
    line = snippet(step.call(values | {"group_id": card["groupId"]}, {}), "python")
    return errors.not_sent(
        f"This {name} takes no answers any more: its time was over on {faces.moment(card['until'])}. "
        f"The local Kaizala's clock shows {faces.moment(now)}.",
        f"Send a new one: {variable} = {line}\n"
        f"Then run this line again, with {variable} in place of the former one.\n"
        f"If it is to run longer, say for how many hours: {hours}=48",
    )


def _again(card: Card) -> tuple[Step[...], dict[str, Any], str]:
    """The request that sends such a card, its values, and what says there for how many hours the card takes answers."""
    title, questions = card["text"], card["questions"]
    if card["actionType"] == "Poll":
        return post_poll, {"question": title, "choices": questions[0]["options"]}, "expiry_in_hours"
    if card["actionType"] == "Survey":
        asked = [{name: value for name, value in one.items() if value} for one in questions]
        return send_survey, {"title": title, "questions": asked}, "due_date"
    return post_custom_action, {"package_id": card["actionType"]}, "validity"
