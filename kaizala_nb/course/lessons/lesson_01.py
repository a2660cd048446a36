"""Lesson 01: a PIN, two tokens and four ways to them; staying signed in for more than a year; a connector's wrong secret."""

from typing import TYPE_CHECKING, Any

from kaizala_nb.course.lessons.check import Line
from kaizala_nb.course.lessons.people import PEOPLE, YOU
from kaizala_nb.course.lessons.scene import given_group, name_people
from kaizala_nb.course.lessons.world import World, path_of

if TYPE_CHECKING:
    from kaizala_nb.course.kaizala import Kaizala

YEAR_MS = 365 * 86_400_000
FIELD_TEAM = "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0101"
_OTHERS = {
    "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0102": ("Night shift", ("Ben", None)),
    "5b0c6a5e-3f0e-4a35-9f0b-1d2f6a7c0103": ("Head office", ("Chen", "Dalia")),
}
"""Groups of other people: the first of each is its admin; None is you."""

_TOKEN, _ME, _LOGIN, _OAUTH = (
    "/v1/accessToken",
    "/v1/users/me",
    "/v1/loginWithPinAndApplicationId",
    "/api/oauth/token",
)


def start(kaizala: "Kaizala") -> None:
    """Three groups, and nobody is signed in: one of yours, one that you are in, and one that you are not in."""
    name_people(kaizala)
    groups = [given_group(FIELD_TEAM, "Field team", YOU, PEOPLE["Asha"])]
    for group_id, (name, people) in _OTHERS.items():
        groups.append(given_group(group_id, name, *(PEOPLE[person] if person else YOU for person in people)))
    kaizala.sandbox.seed(groups=groups)
    kaizala.environment.fill({"mobile-number": YOU, "test-group-id": FIELD_TEAM}, source="the lesson")


def signed_in(world: World) -> list[Line]:
    """PIN, refresh token, access token, and a call made with it."""
    logged_in, fetched = world.served("POST", _LOGIN), world.served("GET", _TOKEN)
    known = world.served("GET", _ME)
    return [
        Line(
            bool(logged_in),
            "You got a refresh token for a PIN." if logged_in else "No PIN was exchanged for a refresh token.",
            ("Look at the phone: is there a PIN that nobody has used?", "Step1 sends a PIN, Step2 takes it."),
        ),
        Line(
            bool(fetched),
            "You got an access token for the refresh token." if fetched else "No access token was fetched.",
            ("Look at kaizala.environment: which of the two tokens is set?", "Step3 gives the access token."),
        ),
        Line(
            bool(known),
            "The service says who you are." if known else "The service was not asked who you are, or did not know.",
            ("Look for the request that was refused at the start of the lesson.", "Get loggedin user details."),
        ),
    ]


def four_ways(world: World) -> list[Line]:
    """An access token by each of the four ways."""
    kinds = {call.get("kind", "").partition(",")[0] for call in world.served("GET", _TOKEN)}
    by_phone = bool(world.served("POST", _LOGIN)) and "user" in kinds
    by_page = bool(world.served("POST", _OAUTH))
    from_portal = (
        "Look at the portal's form for tokens: what kind is chosen?",
        "Take the refresh token there; then Step3 makes an access token of it.",
    )
    ways = [
        (by_phone, "with a PIN from your phone", ("Look at Part 1.", "Step1, Step2 and Step3.")),
        ("group" in kinds, "for one group", from_portal),
        ("tenant" in kinds, "for the whole organisation", from_portal),
        (
            by_page,
            "by Kaizala's own page",
            ("Look at what the page gave: a code.", "POST /api/oauth/token takes the code."),
        ),
    ]
    return [
        Line(there, f"An access token {way}." if there else f"No access token {way} yet.", hints)
        for there, way, hints in ways
    ]


def three_refusals(world: World) -> list[Line]:
    """Refused for the access token, refused for the refresh token, and signed in again."""
    calls = world.calls()
    refused = [index for index, call in enumerate(calls) if call["status"] == 401]
    access = any(calls[index].get("errorCode") == "InvalidToken" for index in refused)
    refresh = any(_is_step3(calls[index]) for index in refused)
    since = calls[max(refused) + 1 :] if refused else []
    well = any(path_of(call).lower() == _ME and call["status"] == 200 for call in since)
    return [
        Line(
            access,
            "An access token was refused." if access else "No access token was refused yet.",
            ("Look at the clock: how long does an access token last?", "Get loggedin user details, a day later."),
        ),
        Line(
            refresh,
            "A refresh token was refused." if refresh else "No refresh token was refused yet.",
            ("Look at what a new refresh token does to the one before.", "Step3, with the old one."),
        ),
        Line(
            well,
            "And now the service knows you." if well else "The service has not known you since it refused you last.",
            ("Look at the newest call in kaizala.sandbox.journal.", "Get loggedin user details."),
        ),
    ]


def more_than_a_year(world: World) -> list[Line]:
    """Past day 365 after a sign-in, users/me answers, and the refresh token in use is one that came with an access token."""
    lines = [_stayed(sign_in, calls) for sign_in, calls in _stays(world)] or [(False, False, False)]
    replaced, outlived, known = max(lines, key=sum)
    return [
        Line(
            replaced,
            "A new refresh token came with an access token."
            if replaced
            else "No new refresh token came with an access token.",
            (
                "Look at the days: from which day of a refresh token's life does a new one come along?",
                "kaizala.sandbox.advance turns the clock; Step3 brings the new token.",
            ),
        ),
        Line(
            outlived,
            "More than 365 days after you signed in, it still gives you access tokens."
            if outlived
            else "No access token was fetched more than 365 days after you signed in.",
            ("Look at the day: the clock has to go on, past the end of the first token.", "Step3, once more."),
        ),
        Line(
            known,
            "And the service knows who you are." if known else "Since then the service was not asked who you are.",
            ("Look for the request that asks who you are.", "Get loggedin user details."),
        ),
    ]


def _stays(world: World) -> list[tuple[int, list[dict[str, Any]]]]:
    """Each sign-in, by its time, with the good calls up to the next one."""
    stays: list[tuple[int, list[dict[str, Any]]]] = []
    for call in world.calls():
        if call["status"] == 200 and path_of(call).lower() in (_LOGIN.lower(), _OAUTH.lower()):
            stays.append((call["at"], []))
        elif call["status"] == 200 and stays:
            stays[-1][1].append(call)
    return stays


def _stayed(signed_in_at: int, calls: list[dict[str, Any]]) -> tuple[bool, bool, bool]:
    end = signed_in_at + YEAR_MS
    replaced = any(_is_step3(call) and call.get("kind") == "user, replaced" and call["at"] < end for call in calls)
    late = [call["at"] for call in calls if _is_step3(call) and call["at"] >= end]
    known = any(path_of(call).lower() == _ME and call["at"] >= min(late, default=end) for call in calls if late)
    return replaced, replaced and bool(late), replaced and known


def repaired(world: World) -> list[Line]:
    """Step3 was refused, and gives an access token again."""
    asked = [call for call in world.calls() if _is_step3(call)]
    refused = any(call["status"] == 401 for call in asked)
    well = refused and asked[-1]["status"] == 200
    return [
        Line(
            well,
            "The connector's id and secret belong together again: Step3 gives an access token."
            if well
            else "Step3 was refused, and has given no access token since."
            if refused
            else "Nothing is broken yet: run the cell that pastes the wrong secret, and the one below it.",
            (
                "Look at the portal: kaizala.portal(). It knows every connector's secret.",
                "Use the id and secret of Kaizala notebook; then Step3 - Retrieve the access token.",
            ),
        )
    ]


def _is_step3(call: dict[str, Any]) -> bool:
    return path_of(call).lower() == _TOKEN.lower()


CHECKS = {
    "01 tokens": ("Check 01: a PIN, and two tokens", signed_in),
    "01 four ways": ("Check 01: four ways to an access token", four_ways),
    "01 refused": ("Check 01: three times 401", three_refusals),
    "01 your turn": ("Check 01: your turn", more_than_a_year),
    "01 drill": ("Check 01: the wrong secret", repaired),
}
