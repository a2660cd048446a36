"""What adds the authorisation of each kind to a request."""

from collections.abc import Callable, Mapping

from kaizala_nb.toolkit.collection.foreign.signing.aws import add_aws
from kaizala_nb.toolkit.collection.foreign.signing.draft import Draft
from kaizala_nb.toolkit.collection.foreign.signing.edgegrid import add_edgegrid
from kaizala_nb.toolkit.collection.foreign.signing.hawk import add_hawk
from kaizala_nb.toolkit.collection.foreign.signing.oauth1 import add_oauth1
from kaizala_nb.toolkit.collection.foreign.signing.simple import add_basic, add_bearer, add_digest, add_key, add_token
from kaizala_nb.toolkit.collection.foreign.signing.tokens import add_asap, add_jwt
from kaizala_nb.toolkit.collection.message import Ntlm


def _add_ntlm(text: Mapping[str, str], draft: Draft) -> None:
    """A service asks for NTLM first."""
    draft.remove("Authorization")
    draft.ntlm = Ntlm(*(text.get(name, "") for name in ("username", "password", "domain", "workstation")))


ADD: dict[str, Callable[[Mapping[str, str], Draft], None]] = {
    "basic": add_basic,
    "bearer": add_bearer,
    "apikey": add_key,
    "digest": add_digest,
    "oauth2": add_token,
    "oauth1": add_oauth1,
    "awsv4": add_aws,
    "jwt": add_jwt,
    "asap": add_asap,
    "hawk": add_hawk,
    "edgegrid": add_edgegrid,
    "ntlm": _add_ntlm,
}
"""By the kind; each kind of :data:`fields.NAMES` is here."""
