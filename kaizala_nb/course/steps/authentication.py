"""[1.0] Authentication: a PIN by SMS proves the phone; tokens stand for its owner from then on."""

from kaizala_nb.course import advice
from kaizala_nb.course.kinds import MobileNumber, Pin
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import SecretText, variable

authentication = folder("authentication", "[1.0] Authentication")
added_authentication = folder("authentication", "[1.0] Authentication, added later")


@authentication.step(
    "Step1 - Generate Pin",
    "POST /v1/generatePin",
    base="api-root",
    authorised=False,
    keeps={"mobile-number": "mobile_number"},
    refusals={401: advice.pin_not_sent},
)
def generate_pin(
    mobile_number: MobileNumber = variable("mobile-number"),
    application_id: str = variable("application-id"),
) -> None:
    """Ask for a PIN: it goes by SMS to the phone of this number, is good for ten minutes, and works once.

    Args:
        mobile_number: With country code, for example +44 7700 900001.
        application_id: The connector's id, from the management portal.

    Source: row 1 of docs/evidence.md. The request is documented, the answer is captured.
    """


@authentication.step(
    "Step2 - Login with pin and applicationId to get refreshToken",
    "POST /v1/loginWithPinAndApplicationId",
    base="api-root",
    authorised=False,
    saves={"refresh-token": "refreshToken"},
    expiries={"refresh-token": "refreshTokenExpiry"},
    addresses=("endpointUrl",),
    keeps={"mobile-number": "mobile_number"},
    example={"pin": variable("pin")},
    refusals={401: advice.pin_not_taken},
    reply={
        "refreshToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…",
        "grantedScope": "groupinfo.write,groupinfo.read,groupmember.write",
        "refreshTokenExpiry": 1537016388242,
        "endpointUrl": "https://kms.kaiza.la/",
    },
)
def login_with_pin(
    pin: Pin,
    mobile_number: MobileNumber = variable("mobile-number"),
    application_id: str = variable("application-id"),
    application_secret: SecretText | None = variable("application-secret"),
) -> None:
    """Show the PIN to get a refresh token, which is good for 365 days and only for getting access tokens.

    Args:
        pin: Six digits, from the newest SMS. They work once.
        mobile_number: The number that the PIN was sent to.
        application_id: The connector's id, from the management portal.
        application_secret: The connector's secret, from the management portal.

    Source: row 2 of docs/evidence.md. The request is documented, the answer is documented.
    """


@authentication.step(
    "Step3 - Retrieve the access token",
    "GET /v1/accessToken",
    base="api-root",
    authorised=False,
    headers=("applicationId", "applicationSecret", "refreshToken"),
    saves={"access-token": "accessToken", "endpoint-url": "endpointUrl", "refresh-token": "refreshToken"},
    expiries={"access-token": "accessTokenExpiry"},
    addresses=("endpointUrl",),
    refusals={401: advice.refresh_token_not_taken},
    notes={"refresh-token": "A replacement refresh token came with it, and is kept."},
    reply={
        "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…",
        "endpointUrl": "https://kms.kaiza.la/",
        "accessTokenExpiry": 1624666069773,
        "scope": "groupinfo.write,groupinfo.read,groupmember.write",
    },
)
def access_token(
    application_id: str = variable("application-id"),
    application_secret: SecretText = variable("application-secret"),
    refresh_token: SecretText = variable("refresh-token"),
) -> None:
    """Exchange the refresh token for an access token, which is good for 24 hours and goes with every request.

    In the last 37 days of a refresh token's life a replacement comes with each access token, and is kept.

    Args:
        application_id: The connector's id, from the management portal.
        application_secret: The connector's secret, from the management portal.
        refresh_token: The token that Step2 gave you.

    Source: row 3 of docs/evidence.md. The request is documented, the answer is captured.
    """


@added_authentication.step(
    "Get loggedin user details",
    "GET /v1/users/me",
    saves={"my-user-id": "id"},
    reply={
        "id": "b2f5c1de-0d5c-4f57-9b0f-3a1f7e0d9c11",
        "mobileNumber": "+447700900001",
        "name": "",
        "profilePic": "",
        "isProvisioned": True,
    },
)
def me() -> None:
    """The person whom the access token stands for: id, mobile number, name.

    Source: row 6 of docs/evidence.md. The request is documented, the answer is inferred.
    """
