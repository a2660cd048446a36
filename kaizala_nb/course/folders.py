"""What an editor and a checker of types know of ``kaizala.groups`` and the other folders: each request by its name.

A line here only gives a step its place. The parameters, the docstring and the reply are those of the step, which is declared in
:mod:`kaizala_nb.course.steps`. A new step needs one new line here; a test says which.
"""

from collections.abc import Mapping

from kaizala_nb.course.steps import authentication, bots, queries, reactions, webhooks
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
from kaizala_nb.course.steps.groups import creation, lookup, members, sub_groups, subscribers
from kaizala_nb.course.subscribers import SubscriberTable
from kaizala_nb.toolkit.notebook.bound import Bound, BoundFolder


class Authentication(BoundFolder):
    """The requests that sign somebody in: ``kaizala.authentication``."""

    generate_pin = Bound(authentication.generate_pin)
    login_with_pin = Bound(authentication.login_with_pin)
    access_token = Bound(authentication.access_token)
    me = Bound(authentication.me)


class Groups(BoundFolder):
    """The requests about groups, their members and subscribers: ``kaizala.groups``."""

    create_group = Bound(creation.create_group)
    create_public_group = Bound(creation.create_public_group)
    fetch_groups = Bound(lookup.fetch_groups)
    fetch_all_groups = Bound(lookup.fetch_all_groups)
    fetch_group_details = Bound(lookup.fetch_group_details)
    create_sub_group = Bound(sub_groups.create_sub_group)
    add_sub_group = Bound(sub_groups.add_sub_group)
    fetch_sub_groups = Bound(sub_groups.fetch_sub_groups)
    remove_sub_group = Bound(sub_groups.remove_sub_group)
    add_members = Bound(members.add_members)
    query_members = Bound(members.query_members)
    remove_member = Bound(members.remove_member)
    add_subscribers = Bound(subscribers.add_subscribers)
    get_subscribers = Bound(subscribers.get_subscribers)
    remove_subscribers = Bound(subscribers.remove_subscribers)
    fetch_groups_with_details = Bound(lookup.fetch_groups_with_details)
    find_groups = Bound(lookup.find_groups)
    change_role = Bound(members.change_role)
    subscribers: SubscriberTable


class Content(BoundFolder):
    """The requests that send something, or answer it: ``kaizala.content``."""

    send_message = Bound(messages.send_message)
    send_message_to_subscribers = Bound(messages.send_message_to_subscribers)
    upload_media = Bound(media.upload_media)
    send_image = Bound(media.send_image)
    send_document = Bound(media.send_document)
    send_audio = Bound(media.send_audio)
    send_video = Bound(media.send_video)
    send_album = Bound(media.send_album)
    post_job = Bound(jobs.post_job)
    respond_to_job = Bound(jobs.respond_to_job)
    send_survey = Bound(surveys.send_survey)
    respond_to_survey = Bound(surveys.respond_to_survey)
    post_announcement = Bound(announcements.post_announcement)
    post_announcement_with_images = Bound(announcements.post_announcement_with_images)
    post_custom_action = Bound(custom_cards.post_custom_action)
    post_custom_action_with_properties = Bound(custom_cards.post_custom_action_with_properties)
    post_custom_action_to_subscribers = Bound(custom_cards.post_custom_action_to_subscribers)
    respond_to_action = Bound(custom_cards.respond_to_action)
    post_poll = Bound(polls.post_poll)
    post_meeting = Bound(meetings.post_meeting)
    upload_media_url = Bound(media.upload_media_url)
    update_properties = Bound(sent_cards.update_properties)
    send_reminder = Bound(sent_cards.send_reminder)
    upload_attachment = Bound(media.upload_attachment)


class Queries(BoundFolder):
    """The requests that read cards and responses: ``kaizala.queries``."""

    fetch_surveys = Bound(queries.fetch_surveys)
    fetch_jobs = Bound(queries.fetch_jobs)
    fetch_images = Bound(queries.fetch_images)
    fetch_photo_check_ins = Bound(queries.fetch_photo_check_ins)
    fetch_shared_locations = Bound(queries.fetch_shared_locations)
    fetch_polls = Bound(queries.fetch_polls)
    fetch_meetings = Bound(queries.fetch_meetings)
    fetch_survey_responses = Bound(queries.fetch_survey_responses)
    fetch_action_responses = Bound(queries.fetch_action_responses)


class Webhooks(BoundFolder):
    """The requests about webhooks: ``kaizala.webhooks``."""

    subscribe_to_group = Bound(webhooks.subscribe_to_group)
    subscribe_to_action = Bound(webhooks.subscribe_to_action)
    subscribe_to_package = Bound(webhooks.subscribe_to_package)
    get_webhooks = Bound(webhooks.get_webhooks)
    unsubscribe = Bound(webhooks.unsubscribe)
    update_webhook = Bound(webhooks.update_webhook)


class Bots(BoundFolder):
    """The requests about bots: ``kaizala.bots``."""

    create_bot = Bound(bots.create_bot)
    add_bot_to_group = Bound(bots.add_bot_to_group)
    get_bots = Bound(bots.get_bots)
    bot_access_token = Bound(bots.bot_access_token)
    update_bot = Bound(bots.update_bot)
    delete_bot = Bound(bots.delete_bot)


class Reactions(BoundFolder):
    """The requests about likes and comments: ``kaizala.reactions``."""

    send_reaction = Bound(reactions.send_reaction)
    fetch_reactions = Bound(reactions.fetch_reactions)
    fetch_summary = Bound(reactions.fetch_summary)
    fetch_group_summary = Bound(reactions.fetch_group_summary)


FOLDERS: Mapping[str, type[BoundFolder]] = {
    "authentication": Authentication,
    "groups": Groups,
    "content": Content,
    "queries": Queries,
    "webhooks": Webhooks,
    "bots": Bots,
    "reactions": Reactions,
}
"""The classes, by the name that a folder has in Python."""
