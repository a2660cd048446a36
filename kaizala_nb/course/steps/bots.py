"""Bots: people who are programs. A bot belongs to whoever made it, and has access tokens of its own."""

from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import variable

bots = folder("bots", "Bots")

_BOT = "f3a8c7d2-51b6-4e0f-9a44-7c1d2e3f4a5b"


@bots.step(
    "Create bot user",
    "POST /v1/bot",
    saves={"bot-user-id": "botUserId"},
    example={"name": "Test Bot User from API"},
    reply={"botUserId": _BOT},
)
def create_bot(name: str, profile_pic: str | None = None) -> None:
    """Make a bot. It is in no group yet.

    Args:
        name: What it is called.
        profile_pic: Its picture, as a media resource.

    Source: row 41 of docs/evidence.md. The request is captured, the answer is captured.
    """


@bots.step("Step16 - Add BOT to a group", "POST /v1/groups/{groupId}/bot")
def add_bot_to_group(bot_user_id: str = variable("bot-user-id"), group_id: str = variable("test-group-id")) -> None:
    """Add your bot to a group. Only its admins may. A bot cannot send to a group that it is not in.

    Args:
        bot_user_id: The id of the bot.
        group_id: The id of the group.

    Source: row 21 of docs/evidence.md. The request is captured, the answer is captured.
    """


@bots.step(
    "Get bot users",
    "GET /v1/bot",
    rows="bots",
    reply={
        "bots": [
            {
                "botUserId": _BOT,
                "name": "Test Bot User from API",
                "profilePic": "",
                "tenantId": "0d2f6a77-1a51-4c0f-8f6e-9f6a0b7c8d9e",
                "creatorId": "b2f5c1de-0d5c-4f57-9b0f-3a1f7e0d9c11",
                "creator": "+447700900001",
                "creatorName": "",
                "creatorProfilePic": "",
                "status": "Active",
            }
        ]
    },
)
def get_bots() -> None:
    """The bots that you made.

    Source: row 42 of docs/evidence.md. The request is documented, the answer is documented.
    """


@bots.step(
    "Generate accessToken for bot user",
    "GET /v1/bot/accessToken/{botUserId}",
    saves={"bot-access-token": "accessToken"},
    expiries={"bot-access-token": "accessTokenExpiry"},
    reply={
        "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…",
        "accessTokenExpiry": 1563523200123,
        "scope": "groupinfo.all,profile.read,action.all,media.all,textmessage.all",
        "endpointUrl": "https://kms.kaiza.la/",
    },
)
def bot_access_token(bot_user_id: str = variable("bot-user-id")) -> None:
    """An access token that stands for the bot: what is sent with it comes from the bot. It is good for 24 hours.

    Args:
        bot_user_id: The id of the bot.

    Source: row 43 of docs/evidence.md. The request is captured, the answer is captured.
    """


@bots.step("Update bot user", "PUT /v1/bot/{botUserId}", example={"name": "Test Bot User from API after update"})
def update_bot(
    name: str | None = None,
    profile_pic: str | None = None,
    bot_user_id: str = variable("bot-user-id"),
) -> None:
    """Change a bot's name or picture.

    Args:
        name: What it is called from now on.
        profile_pic: Its picture from now on, as a media resource.
        bot_user_id: The id of the bot.

    Source: row 44 of docs/evidence.md. The request is documented, the answer is inferred.
    """


@bots.step("Delete bot user", "DELETE /v1/bot/{botUserId}")
def delete_bot(bot_user_id: str = variable("bot-user-id")) -> None:
    """Delete a bot. It leaves every group, and its tokens are not taken any more.

    Args:
        bot_user_id: The id of the bot.

    Source: row 45 of docs/evidence.md. The request is documented, the answer is inferred.
    """
