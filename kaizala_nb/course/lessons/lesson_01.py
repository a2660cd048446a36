"""Lesson 01: a PIN, two tokens and four ways to them; one more token; a year without a PIN; a connector's wrong secret."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kaizala_nb.course.lessons.check import Line, exercise, line, part
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.lessons.scene import LocalKaizala, group_seed, name_people
from kaizala_nb.course.lessons.world import World, path_of

DAY_MS = 86_400_000
YEAR_MS = 365 * DAY_MS
FIELD_TEAM = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0101"
NIGHT_SHIFT = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0102"
HEAD_OFFICE = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0103"

_TOKEN = "/v1/accessToken"  # noqa: S105  (a path)
_ME = "/v1/users/me"
_LOGIN = "/v1/loginWithPinAndApplicationId"
_OAUTH = "/api/oauth/token"


def start(kaizala: LocalKaizala) -> None:
    """Nobody is signed in. Three groups are there: yours, one of Ben's that you are in, one of Chen's that you are not in."""
    name_people(kaizala)
    kaizala.sandbox.seed(
        groups=[
            group_seed(FIELD_TEAM, "Field team", YOU, PEOPLE["Asha"]),
            group_seed(NIGHT_SHIFT, "Night shift", PEOPLE["Ben"], YOU),
            group_seed(HEAD_OFFICE, "Head office", PEOPLE["Chen"], PEOPLE["Dalia"]),
        ]
    )
    kaizala.environment.fill({"mobile-number": YOU, "test-group-id": FIELD_TEAM}, source="the lesson")


def signed_in(world: World) -> list[Line]:
    """PIN, refresh token, access token, and a call made with it."""
    return [
        line(
            world.good_calls("POST", _LOGIN),
            "You got a refresh token for a PIN.",
            "You have not got a refresh token for a PIN yet.",
            "Look at the phone. Is there a PIN that nobody has used?",
            "kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)",
        ),
        line(
            world.good_calls("GET", _TOKEN),
            "You got an access token for the refresh token.",
            "You have not got an access token yet.",
            "Look at kaizala.environment. Which of the two tokens is there?",
            "kaizala.authentication.access_token()",
        ),
        line(
            world.good_calls("GET", _ME),
            "The service told you who you are.",
            "The service has not told you yet who you are.",
            "Look at the start of the lesson. Which request was refused there?",
            "kaizala.authentication.me()",
        ),
    ]


def one_more_token(world: World) -> list[Line]:
    """Two access tokens within a day of one sign-in, and the service then said who the learner is."""
    stays = _stays(world)
    steps = max((_one_more(calls) for _, calls in stays), default=0)
    why = "You signed in once more, with a new PIN." if len(stays) > 1 else "send_once() shows the one that you have."
    return [
        line(
            steps > 0,
            "You got one more access token, without a new PIN.",
            f"Since you signed in, only one access token has come. {why}",
            "Look at the form of Step3. A call is the same, without .form.",
            "kaizala.authentication.access_token(): a call sends each time.",
        ),
        line(
            steps > 1,
            "The service told you again who you are.",
            "The service has not told you who you are since one more token came. send_once() shows an old reply.",
            "Look at the first request of the lesson.",
            "kaizala.authentication.me(): a call sends each time.",
        ),
    ]


def _one_more(calls: list[dict[str, Any]]) -> int:
    """How many of the two things are there, of the good calls after a sign-in."""
    tokens = [call["at"] for call in calls if _is_step3(call) and call.get("kind") == "user"]
    tokens = [at for at in tokens if at < tokens[0] + DAY_MS]
    if len(tokens) < 2:
        return 0
    return 1 + any(_asks_who_you_are(call) and call["at"] >= tokens[1] for call in calls)


def four_ways(world: World) -> list[Line]:
    """An access token by each of the four ways, and the groups of the organisation."""
    kinds = {call.get("kind", "").partition(",")[0] for call in world.good_calls("GET", _TOKEN)}
    return [
        _way(
            "user" in kinds and bool(world.good_calls("POST", _LOGIN)),
            "with a PIN from your phone",
            "Look at Part 1.",
            'kaizala.sign_in("+447700900001").send_once() does all of it.',
        ),
        _way("group" in kinds, "for one group", "Look at A token for one group.", 'portal.take_token("group")'),
        _way(
            bool(world.good_calls("POST", _OAUTH)),
            "with Kaizala's own page",
            "Look at what the page gave you: a code.",
            "requests.post(...) to /api/oauth/token takes the code.",
        ),
        _way(
            "tenant" in kinds,
            "for the organisation",
            "Look at A token for one group. Only the kind of token is another one.",
            'portal.take_token("tenant") gives the refresh token, kaizala.authentication.access_token() the access token.',
        ),
        line(
            _lists_the_organisation(world),
            "You listed the groups of the organisation.",
            "You have not listed the groups with the organisation's token yet.",
            "Look at what listed the groups for the group's token.",
            "kaizala.groups.fetch_all_groups(), after access_token().",
        ),
    ]


def _lists_the_organisation(world: World) -> bool:
    """Whether all groups were listed with a token of the organisation: no other token came between."""
    kind = ""
    for call in (call for call in world.calls() if call["status"] == 200):
        if _is_step3(call):
            kind = call.get("kind", "")
        elif _signs_in(call):
            kind = ""
        elif kind.startswith("tenant") and _lists_all_groups(call):
            return True
    return False


def _lists_all_groups(call: dict[str, Any]) -> bool:
    return path_of(call).lower() == "/v1/groups" and "fetchallgroups=true" in call["path"].lower()


def _way(done: bool, way: str, *hints: str) -> Line:
    return line(done, f"You got an access token {way}.", f"You have not got an access token {way} yet.", *hints)


def three_refusals(world: World) -> list[Line]:
    """Refused for the access token, refused for the refresh token, and signed in again."""
    calls = world.calls()
    refusals = [index for index, call in enumerate(calls) if call["status"] == 401]
    calls_since = calls[max(refusals) + 1 :] if refusals else []
    return [
        line(
            any(calls[index].get("errorCode") == "InvalidToken" for index in refusals),
            "The service refused an access token.",
            "The service has not refused an access token yet.",
            "Look at the clock. How long does an access token last?",
            "kaizala.authentication.me() a day later, with kaizala.session.renew_tokens = False.",
        ),
        line(
            any(_is_step3(calls[index]) for index in refusals),
            "The service refused a refresh token.",
            "The service has not refused a refresh token yet.",
            "A new refresh token ends the one before it.",
            "kaizala.authentication.access_token(refresh_token=old), after a new sign-in.",
        ),
        line(
            any(_asks_who_you_are(call) and call["status"] == 200 for call in calls_since),
            "The service knows you again.",
            "The service has not told you who you are since its last refusal.",
            "Look at the newest call in kaizala.sandbox.journal.",
            "kaizala.authentication.me(), after a good sign-in.",
        ),
    ]


def more_than_a_year(world: World) -> list[Line]:
    """Past day 365 after a sign-in, users/me answers, and the refresh token in use is one that came with an access token."""
    stays = (_stay(signed_in_at, calls) for signed_in_at, calls in _stays(world))
    stay = max(stays, key=lambda stay: stay.steps, default=_Stay())
    return [
        line(
            stay.renewed,
            "A new refresh token came with an access token.",
            "No new refresh token has come with an access token yet.",
            "Look at the days. From which day of its life does an access token bring a new refresh token?",
            "kaizala.sandbox.advance(days=...) turns the clock, kaizala.authentication.access_token() brings the token.",
        ),
        line(
            stay.outlived,
            "You got an access token more than 365 days after you signed in.",
            _not_outlived(world),
            "Look at the day. The clock must go past the end of the first refresh token. Too late? Sign in again.",
            "kaizala.authentication.access_token(), once more, after kaizala.sandbox.advance(days=...). Too late: "
            "kaizala.sign_in().send_once()",
        ),
        line(
            stay.known,
            "The service told you then who you are.",
            "You have not asked the service since then who you are.",
            "Look for the request that asks who you are.",
            "kaizala.authentication.me()",
        ),
    ]


def _not_outlived(world: World) -> str:
    """Why no access token counts for more than a year: somebody who signed in anew is told that the year began anew."""
    stays = _stays(world)
    if len(stays) > 1 and stays[-1][0] - stays[0][0] >= YEAR_MS:
        return (
            "You signed in with a new PIN, and the year begins with it. No access token has come 365 days after that."
        )
    return "You have not got an access token more than 365 days after you signed in."


@dataclass(frozen=True)
class _Stay:
    """The time from one sign-in to the next, and what was reached in it."""

    renewed: bool = False  # a new refresh token came with an access token, before the first one ended
    outlived: bool = False  # it gave an access token after the first one had ended
    known: bool = False  # the service then said who the learner is

    @property
    def steps(self) -> int:
        """How many of the three were reached."""
        return self.renewed + self.outlived + self.known


def _stays(world: World) -> list[tuple[int, list[dict[str, Any]]]]:
    """For each sign-in its time, and the good calls up to the next one."""
    good_calls = [call for call in world.calls() if call["status"] == 200]
    sign_ins = [index for index, call in enumerate(good_calls) if _signs_in(call)]
    borders = pairwise([*sign_ins, len(good_calls)])
    return [(good_calls[first]["at"], good_calls[first + 1 : end]) for first, end in borders]


def _stay(signed_in_at: int, calls: list[dict[str, Any]]) -> _Stay:
    """What the good calls after a sign-in reached."""
    end = signed_in_at + YEAR_MS
    tokens = [call for call in calls if _is_step3(call)]
    renewed = any(call.get("kind") == "user, replaced" and call["at"] < end for call in tokens)
    late = [call["at"] for call in tokens if call["at"] >= end]
    known = bool(late) and any(_asks_who_you_are(call) and call["at"] >= late[0] for call in calls)
    return _Stay(renewed, renewed and bool(late), renewed and known)


def repaired(world: World) -> list[Line]:
    """Step3 was refused, and gives an access token again."""
    calls = world.calls()
    statuses = [call["status"] for call in calls if _is_step3(call)]
    refused = max((index for index, call in enumerate(calls) if _is_step3(call) and call["status"] == 401), default=0)
    if any(_signs_in(call) and call["status"] == 200 for call in calls[refused:]):
        yes = "After a new sign-in Step3 gives an access token. With the right secret for the old id no sign-in is needed."
    else:
        yes = "The connector's id and secret belong together again: Step3 gives an access token."
    if 401 in statuses:
        no = "The service refused Step3, and has given no access token since then."
    else:
        no = "Nothing is broken yet. Run the cell that puts in the wrong secret, then the cell below it."
    return [
        line(
            401 in statuses and statuses[-1] == 200,
            yes,
            no,
            'Look at kaizala.portal(show="use"). The portal knows the secret of every connector.',
            'portal.use("Kaizala notebook") sets the secret. Then kaizala.authentication.access_token()',
        )
    ]


def _signs_in(call: dict[str, Any]) -> bool:
    return path_of(call).lower() in (_LOGIN.lower(), _OAUTH.lower())


def _asks_who_you_are(call: dict[str, Any]) -> bool:
    return path_of(call).lower() == _ME


def _is_step3(call: dict[str, Any]) -> bool:
    return path_of(call).lower() == _TOKEN.lower()


CHECKS = {
    "01 tokens": part("Check 01: a PIN, and two tokens", signed_in),
    "01 tokens turn": exercise("Check 01: one more token", one_more_token),
    "01 four ways": exercise("Check 01: four ways to an access token", four_ways),
    "01 refused": part("Check 01: three times 401", three_refusals),
    "01 your turn": exercise("Check 01: your turn", more_than_a_year),
    "01 drill": exercise("Check 01: the wrong secret", repaired),
}
