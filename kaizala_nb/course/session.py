"""A session with a Kaizala. It knows the addresses, the authorisation and the refusals of its API."""

from collections.abc import Iterable
from functools import partial

from requests.adapters import BaseAdapter

from kaizala_nb.course.advice import advise
from kaizala_nb.course.authorisation import RenewedAccessToken
from kaizala_nb.course.environment import KaizalaEnvironment
from kaizala_nb.course.learning import learn
from kaizala_nb.toolkit.client.engines import Way
from kaizala_nb.toolkit.client.session import Session


def session_of(
    environment: KaizalaEnvironment,
    url: str,
    *,
    allow_hosts: str | Iterable[str] = (),
    adapter: BaseAdapter | None = None,
    scripts: Way = "read",
) -> Session:
    """What sends requests to the Kaizala at ``url``. ``scripts``: how those of a file are taken.

    Raises ``ValueError`` where the url, or an allowed host, is no address.
    """
    return Session(
        environment,
        url,
        allow_hosts=allow_hosts,
        adapter=adapter,
        base="api-root",
        authorisation=RenewedAccessToken(),
        learn=partial(learn, environment),
        advisor=advise,
        scripts=scripts,
    )
