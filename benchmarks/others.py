"""Beside another local service that keeps a state: moto's server, which stands in for AWS."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from benchmarks.calls import BODY, caller, signed_in, token
from benchmarks.turns import Comparison, compare

_SIGNED = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=none"


def moto() -> Comparison:
    """A message, which is checked for token, permission and membership, beside an object that is put into a bucket."""
    headers = {"Authorization": _SIGNED, "Content-Type": "text/plain"}
    with signed_in() as kaizala, _moto() as url:
        with requests.Session() as session:
            session.trust_env = False
            session.put(f"{url}/bucket", headers=headers, timeout=30).raise_for_status()
        path = f"/v1/groups/{kaizala.environment['test-group-id']}/messages"
        return compare(
            "POST /v1/groups/{groupId}/messages at kaizala-nb serve",
            caller(kaizala.sandbox.url, "POST", path, token(kaizala), BODY),
            caller(url, "PUT", "/bucket/key", headers, b"Hello from a benchmark"),
            baseline_name="PUT /bucket/key at moto's server (S3)",
            rounds=1000,
        )


@contextmanager
def _moto() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            deadline = time.monotonic() + 120
            while socket.socket().connect_ex(("127.0.0.1", port)):
                if running.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError('moto does not start. It comes with: pip install -e ".[bench]"')
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.kill()
