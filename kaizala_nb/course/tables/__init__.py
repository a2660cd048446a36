"""Kaizala's own tables: of cards, of responses to cards, of people and groups. The ``rows`` of a step name one of them."""

from kaizala_nb.course.tables import cards, people, responses
from kaizala_nb.toolkit.tables import Readers

READERS: Readers = {
    "actions": cards.cards,
    "failedResult": people.sent,
    "groups": people.groups,
    "responses": responses.responses,
    "result": people.result,
    "subGroups": people.sub_groups,
    "summary": people.summary,
}
"""The reader of each table, by its name."""
