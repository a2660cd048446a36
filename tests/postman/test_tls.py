"""Certificates and proxies: what a terminal's options, and the usual environment variables, say of them is done."""

import json
import shutil
import ssl
import subprocess

import pytest
from click.testing import CliRunner

from kaizala_nb.cli import main
from tests.postman.recorder import Recorder
from tests.toolkit.client.raw import raw_server, read_request, says

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody has signed, for this computer; and its key."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    folder = tmp_path_factory.mktemp("tls")
    names = [str(folder / name) for name in ("cert.pem", "key.pem")]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command = ["openssl", "req", *kind, *name, "-out", names[0], "-keyout", names[1]]
    subprocess.run(command, check=True, capture_output=True)
    return names


@pytest.fixture
def run(tmp_path):
    def run(url, *options, **variables):
        path = tmp_path / "collection.json"
        item = {"name": "One", "request": {"method": "GET", "url": url}}
        path.write_text(json.dumps({"info": {"name": "Library"}, "item": [item]}))
        return CliRunner().invoke(main, ["collection", "run", str(path), *options], env=variables)

    return run


def context_of(certificate, *, asks=False):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*certificate)
    if asks:
        made.verify_mode = ssl.CERT_REQUIRED
        made.load_verify_locations(certificate[0])
    return made


def test_a_certificate_that_nobody_has_signed_is_said_and_taken_if_one_says_so(certificate, run):
    with raw_server(says(ANSWER), context_of(certificate)) as port:
        url = f"https://localhost:{port}/x"
        refused = run(url)
        assert refused.exit_code == 1
        assert "No safe connection to https://localhost" in refused.stdout
        assert "self-signed certificate" in refused.stdout
        assert "certificate authority: --ca-file FILE." in refused.stdout
        assert run(url, "--insecure").exit_code == 0
        assert run(url, "--ca-file", certificate[0]).exit_code == 0
        assert run(url, REQUESTS_CA_BUNDLE=certificate[0]).exit_code == 0


def test_a_certificate_is_shown_to_a_service_that_asks_for_one(certificate, run):
    with raw_server(says(ANSWER), context_of(certificate, asks=True)) as port:
        url, trust = f"https://localhost:{port}/x", ["--ca-file", certificate[0]]
        assert run(url, *trust).exit_code == 1
        shown = ["--client-certificate", certificate[0], "--client-key", certificate[1]]
        assert run(url, *trust, *shown).exit_code == 0


def test_a_proxy_is_told_the_whole_address(run):
    heads = []

    def proxy(connection, over):
        heads.append(read_request(connection))
        connection.sendall(ANSWER)

    with raw_server(proxy) as port:
        done = run("http://library.example/a'b?c='|", HTTP_PROXY=f"http://127.0.0.1:{port}", NO_PROXY="")
    assert done.exit_code == 0, done.output
    assert heads[0].startswith(b"GET http://library.example/a'b?c=%27| HTTP/1.1\r\n")


def test_no_proxy_stands_before_this_computer(run):
    recorder = Recorder()
    assert run(recorder.url + "/x", HTTP_PROXY="http://127.0.0.1:9", NO_PROXY="").exit_code == 0
    recorder.close()


def test_files_of_certificates_that_cannot_be_used_are_said_before_the_run(certificate, run, tmp_path):
    text = tmp_path / "text.pem"
    text.write_text("no certificate")
    url = "https://localhost:1/x"
    for options in (["--ca-file", text], ["--client-certificate", text], ["--client-certificate", certificate[0]]):
        done = run(url, *map(str, options))
        assert done.exit_code == 1
        assert f"Error: '{options[1]}' is no file of" in done.output
    assert "no file of certificates" in run(url, REQUESTS_CA_BUNDLE=str(tmp_path / "none.pem")).output
    assert "--client-certificate too" in run(url, "--client-key", certificate[1]).output
    assert "Nobody listens" in run(url, "--client-certificate", certificate[0], "--client-key", certificate[1]).output
