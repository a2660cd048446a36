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
            "Step1 sends a PIN, Step2 takes it.",
        ),
        line(
            world.good_calls("GET", _TOKEN),
            "You got an access token for the refresh token.",
            "You have not got an access token yet.",
            "Look at kaizala.environment. Which of the two tokens is there?",
            "Step3 gives the access token.",
        ),
        line(
            world.good_calls("GET", _ME),
            "The service told you who you are.",
            "The service has not told you yet who you are.",
            "Look at the start of the lesson. Which request was refused there?",
            "Get loggedin user details.",
        ),
    ]


def one_more_token(world: World) -> list[Line]:
    """Two access tokens within a day of one sign-in, and the service then said who the learner is."""
    steps = max((_one_more(calls) for _, calls in _stays(world)), default=0)
    return [
        line(
            steps > 0,
            "You got one more access token, without a new PIN.",
            "Since you signed in, only one access token has come.",
            "Look at the drawing. What do you need for an access token?",
            "Step3, by a call. A call sends each time; send_once() does not.",
        ),
        line(
            steps > 1,
            "The service told you again who you are.",
            "The service has not told you since then who you are.",
            "Look at the first request of the lesson.",
            "Get loggedin user details.",
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
    """An access token by each of the four ways."""
    kinds = {call.get("kind", "").partition(",")[0] for call in world.good_calls("GET", _TOKEN)}
    from_portal = (
        "Look at the form for tokens in the portal. Which kind is chosen there?",
        "Take the refresh token there. Then Step3 gives an access token for it.",
    )
    return [
        _way(
            "user" in kinds and bool(world.good_calls("POST", _LOGIN)),
            "with a PIN from your phone",
            "Look at Part 1.",
            "Step1, Step2 and Step3.",
        ),
        _way("group" in kinds, "for one group", *from_portal),
        _way("tenant" in kinds, "for the whole organisation", *from_portal),
        _way(
            bool(world.good_calls("POST", _OAUTH)),
            "with Kaizala's own page",
            "Look at what the page gave you: a code.",
            "POST /api/oauth/token takes the code.",
        ),
    ]


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
            "Get loggedin user details, a day later.",
        ),
        line(
            any(_is_step3(calls[index]) for index in refusals),
            "The service refused a refresh token.",
            "The service has not refused a refresh token yet.",
            "A new refresh token ends the one before it.",
            "Step3, with the old refresh token.",
        ),
        line(
            any(_asks_who_you_are(call) and call["status"] == 200 for call in calls_since),
            "The service knows you again.",
            "The service has not told you who you are since its last refusal.",
            "Look at the newest call in kaizala.sandbox.journal.",
            "Get loggedin user details.",
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
            "Look at the days. From which day of its life does a refresh token get a successor?",
            "kaizala.sandbox.advance turns the clock. Step3 brings the new token.",
        ),
        line(
            stay.outlived,
            "You got an access token more than 365 days after you signed in.",
            "You have not got an access token more than 365 days after you signed in.",
            "Look at the day. The clock must go past the end of the first refresh token.",
            "Step3, once more.",
        ),
        line(
            stay.known,
            "The service told you then who you are.",
            "You have not asked the service since then who you are.",
            "Look for the request that asks who you are.",
            "Get loggedin user details.",
        ),
    ]


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
    statuses = [call["status"] for call in world.calls() if _is_step3(call)]
    if 401 in statuses:
        no = "The service refused Step3, and has given no access token since then."
    else:
        no = "Nothing is broken yet. Run the cell that puts in the wrong secret, then the cell below it."
    return [
        line(
            401 in statuses and statuses[-1] == 200,
            "The connector's id and secret belong together again: Step3 gives an access token.",
            no,
            "Look at kaizala.portal(). The portal knows the secret of every connector.",
            "Use the id and secret of Kaizala notebook. Then send Step3 - Retrieve the access token.",
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
    "01 four ways": part("Check 01: four ways to an access token", four_ways),
    "01 refused": part("Check 01: three times 401", three_refusals),
    "01 your turn": exercise("Check 01: your turn", more_than_a_year),
    "01 drill": exercise("Check 01: the wrong secret", repaired),
}
