"""A proxy of the environment, and requests to this computer."""

import os
from urllib.request import getproxies_environment


def pass_by_the_proxy(host: str) -> None:
    """Let plain requests of a cell reach a host on this computer, where the environment names a proxy.

    The host is added to ``no_proxy`` of this process. Without a proxy, nothing is changed.
    """
    named = getproxies_environment()
    passed_by = [one.strip() for one in named.get("no", "").split(",") if one.strip()]
    if {"http", "all"} & set(named) and host not in passed_by:
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join([*passed_by, host])
