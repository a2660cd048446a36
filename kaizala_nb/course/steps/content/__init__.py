"""[3.0] Content Creation APIs: what is said in a group.

A message is text. Everything else is a card: a file, a job, a survey, an announcement, a custom card, a poll, a meeting. All cards
go to the same address, and differ in their body. So each kind is a step with parameters of its own.
"""

from kaizala_nb.course.steps.content import (
    announcements,
    custom_cards,
    jobs,
    media,
    meetings,
    messages,
    polls,
    sent_cards,
    surveys,
)
from kaizala_nb.course.steps.folder import whole

content = whole(
    "content",
    "[3.0] Content Creation APIs",
    [
        messages.messages,
        media.media,
        jobs.jobs,
        surveys.surveys,
        announcements.announcements,
        custom_cards.custom_cards,
        polls.polls,
        meetings.meetings,
    ],
)
added_media = media.added_media
other_content = whole("content", "Beyond the collection: content", [sent_cards.sent_cards, media.attachments])
