"""What learners might write for the checks of lesson 01."""

from tests.course.lessons.near_misses.trial import Trial

SIGN_IN = 'kaizala.sign_in("+447700900001").send_once()\n'
_PIN = 'kaizala.authentication.generate_pin(mobile_number="+447700900001")\n'
_LOGIN = "kaizala.authentication.login_with_pin(pin=kaizala.phone().pin)\n"
_TOKEN = "kaizala.authentication.access_token()\n"
_ME = "kaizala.authentication.me()\n"
_PORTAL = "portal.take_token({!r})\n" + _TOKEN
_BY_PAGE = """
import requests
program = kaizala.sandbox.new_connector("Mine", redirect_url="http://localhost:5000/here")
visit = kaizala.phone().sign_in_on(
    kaizala.sandbox.url + "/api/Oauth/Authorize",
    client_id=program["applicationId"],
    redirect_uri=program["redirectUrl"],
)
form = {"client_id": program["applicationId"], "client_secret": program["applicationSecret"], "code": visit.code}
direct = requests.Session()
direct.trust_env = False
direct.post(kaizala.sandbox.url + "/api/oauth/token", data=form, timeout=60)
"""
_PLAIN_STEP3 = """
import requests
names = {"refreshToken": "refresh-token", "applicationId": "application-id", "applicationSecret": "application-secret"}
headers = {header: kaizala.environment[name] for header, name in names.items()}
requests.get(kaizala.environment["api-root"] + "/v1/accessToken", headers=headers, timeout=60)
"""


_ALL_GROUPS = "kaizala.groups.fetch_all_groups()\n"
_PLAIN_GROUPS = """
address = kaizala.environment["api-root"] + "/v1/groups?fetchAllGroups=true"
requests.get(address, headers={"accessToken": kaizala.environment["access-token"]}, timeout=60)
"""


def _days(number: int) -> str:
    return f"kaizala.sandbox.advance(days={number})\n"


def _refused(code: str) -> str:
    """Code that may be refused."""
    return f"try:\n    {code.strip()}\nexcept Exception:\n    pass\n"


TRIALS = (
    Trial(
        "01 tokens",
        at="### Step1 - Generate Pin",
        right={"in the form of all three": SIGN_IN + _ME},
        wrong={
            "a PIN alone": _PIN,
            "no access token": _PIN + _LOGIN,
            "nobody asked who it is": _PIN + _LOGIN + _TOKEN,
            "a wrong PIN": _PIN + _refused('kaizala.authentication.login_with_pin(pin="000000")'),
        },
    ),
    Trial(
        "01 tokens turn",
        right={
            "by another form": "kaizala.authentication.access_token.form().send_once()\n" + _ME,
            "in plain Python": _PLAIN_STEP3 + _ME,
        },
        wrong={
            "the cell of the reply once more": "access_token.send_once()\n" + _ME,
            "both replies once more": "access_token.send_once().df\nme.send_once().df",
            "a new PIN": SIGN_IN + _ME,
            "all steps once more": _PIN + _LOGIN + _TOKEN + _ME,
            "two forms that nobody sends": "kaizala.authentication.access_token.form()\nkaizala.authentication.me.form()",
            "no brackets": "kaizala.authentication.access_token\n" + _ME,
            "nobody asked who it is": _TOKEN,
            "the question alone": _ME,
            "asked before": _ME + _TOKEN,
        },
    ),
    Trial(
        "01 four ways",
        right={
            "the list twice": _PORTAL.format("tenant") + _ALL_GROUPS + _ALL_GROUPS,
            "in plain Python": 'portal.take_token("tenant")\n' + _PLAIN_STEP3 + _TOKEN + _PLAIN_GROUPS,
            "the kind as the form writes it": _PORTAL.format("Tenant") + _ALL_GROUPS,
            "the page once more": _BY_PAGE + _PORTAL.format("tenant") + _ALL_GROUPS,
        },
        wrong={
            "a refresh token, and no access token": 'portal.take_token("tenant")\n' + _refused(_ALL_GROUPS),
            "the token, and no list": _PORTAL.format("tenant"),
            "the groups that the admin is in": _PORTAL.format("tenant") + "kaizala.groups.fetch_groups()",
            "the cell of the group once more": _PORTAL.format("group") + _ALL_GROUPS,
            "the list with the token of before": _ALL_GROUPS + _PORTAL.format("tenant"),
            "your own token": SIGN_IN + _ALL_GROUPS,
        },
    ),
    Trial(
        "01 refused",
        at="kaizala.sandbox.advance(hours=25)",
        right={
            "the refresh token first": "old = kaizala.environment['refresh-token']\n"
            + SIGN_IN
            + _refused("kaizala.authentication.access_token(refresh_token=old)")
            + "kaizala.environment['access-token'] = 'x.y.z'\nkaizala.session.renew_tokens = False\n"
            + _refused(_ME)
            + "kaizala.session.renew_tokens = True\n"
            + _TOKEN
            + _ME
        },
        wrong={
            "the access token alone": "kaizala.session.renew_tokens = False\nkaizala.sandbox.advance(hours=25)\n"
            + _refused(_ME),
            "renewed by itself": "kaizala.sandbox.advance(hours=25)\n" + _ME,
            "a wrong PIN is another refusal": _refused('kaizala.authentication.login_with_pin(pin="000000")') + _ME,
        },
    ),
    Trial(
        "01 your turn",
        right={
            "the notebook renews by itself": _days(340) + _ME + _days(40) + _ME,
            "for two years, by forms": "for _ in range(3):\n    kaizala.sandbox.advance(days=330)\n"
            "    kaizala.authentication.access_token.form().send_once()\n" + _ME,
            "too late at first, then right": _days(366) + SIGN_IN + _days(329) + _ME + _days(37) + _ME,
        },
        wrong={
            "another PIN after a year": _days(400) + SIGN_IN + _ME,
            "renewed, and another PIN after a year": _days(340) + _TOKEN + _days(30) + SIGN_IN + _TOKEN + _ME,
            "the year is not over": _days(330) + _ME + _days(30) + _ME,
            "renewed too early": _days(320)
            + _TOKEN
            + "kaizala.portal().take_token('user')\n"
            + _days(60)
            + _TOKEN
            + _ME,
            "nobody asked who it is": _days(340) + _TOKEN + _days(40) + _TOKEN,
            "a token for one group": "kaizala.portal().take_token('group')\n"
            + _days(340)
            + _TOKEN
            + _days(40)
            + _TOKEN
            + _ME,
            "an access token that outlives the refresh token by hours": "kaizala.sandbox.advance(days=364, hours=12)\n"
            + _TOKEN
            + "kaizala.sandbox.advance(hours=20)\n"
            + _ME,
        },
    ),
    Trial(
        "01 drill",
        right={
            "a new connector, and a sign-in for it": 'kaizala.portal().register("Mine")\n' + SIGN_IN,
            "the ready-made one by its name": 'kaizala.portal().use("Kaizala notebook")\n' + _TOKEN,
        },
        wrong={
            "the right secret, and no access token": 'kaizala.portal().use("Kaizala notebook")',
            "the pair of another connector": 'kaizala.portal().use("Web app")\n' + _refused(_TOKEN),
            "tried once more with the wrong one": _refused(_TOKEN),
        },
    ),
)
