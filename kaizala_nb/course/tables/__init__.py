"""Kaizala's own tables: a row a card, a response, a person; a column a question. What a step calls its ``rows`` names one."""

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
"""The reader of each."""
