"""What was sent, in order, as one plain program: it needs ``requests`` alone, and sends all of it again.

A value that a reply gave and that a later request holds is taken from that reply. A secret is taken from an environment variable.
A secret that is good for one time is asked for if no environment variable has it. A request that the service refused is left out,
unless a later one holds what the refusal gave. So is one that the service sent on to a host that the user has not named. No secret
goes where it did not go in the notebook.
Text of a file, a service or a person stands only in literals of Python, never in a comment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kaizala_nb.toolkit.client.hosts import origin_of
from kaizala_nb.toolkit.client.request import Outgoing
from kaizala_nb.toolkit.collection import templates
from kaizala_nb.toolkit.collection.snippets.message import (
    Code,
    EnvironmentVariable,
    Known,
    Message,
    Pieces,
    message_of,
    pieces_of,
)
from kaizala_nb.toolkit.collection.snippets.requests import STAYS, call_of, literal
from kaizala_nb.toolkit.display.faces import count
from kaizala_nb.toolkit.notebook.journal import Entry
from kaizala_nb.toolkit.notebook.program_values import Values

_NOTHING: Mapping[str, str] = {}
_LONGEST_NAME = 200  # characters of a name that a program prints
_HEAD = '''"""Requests that a notebook sent, in their order. This program sends them again: run it where that may be done."""'''
_LOOK_AT_VARIABLES = """\
variables = {names}
missing = [name for name in variables if name not in os.environ]
if missing:
    raise SystemExit("Nothing was sent. First set these environment variables: " + ", ".join(missing))"""
_LOOK_AT_FILES = """\
files = {names}
missing = [name for name in files if not Path(name).is_file()]
if missing:
    raise SystemExit("Nothing was sent. These files are not in this folder: " + ", ".join(missing))"""
_QUIET = """\

def end(kind, problem, trace):
    # the words of requests would show an address, with the secrets in it
    if issubclass(kind, requests.RequestException):
        print(f"The program ended in line {trace.tb_lineno}: {kind.__name__}.", file=sys.stderr)
    else:
        sys.__excepthook__(kind, problem, trace)


sys.excepthook = end
"""
_LONGEST_LINE = 80
_LEFT_OUT = "# A request is left out here: it was too large to be kept."
_NOT_SIGNED = "# The request below was signed. What signs it is not in this program."
_REFUSED = "# The request below was refused, and is sent all the same: a later request holds what its reply gave."
_STOPPED = "# The service sent the request below on to a host that you have not named. It is sent for what its own reply gives."
_SEAL = "# Nobody has changed this program since a notebook wrote it, if this is right: "
_LARGEST = 20_000_000  # bytes of a program that is read
_SIGNING = ("awsv4", "hawk", "oauth1", "edgegrid", "ntlm", "asap", "jwt")


@dataclass(frozen=True)
class Program:
    """A program.

    Attributes:
        text: Its text.
        requests: How many requests it sends.
        refused: How many are left out because the service refused them.
        stopped: How many are left out because the service sent them on to a host that the user has not named.
        needs: The environment variables without which it sends nothing.
        asks: What it asks for while it runs, by the environment variables that may have it.
        made_up: Those of ``needs`` in whose places a practice service had values of its own.
    """

    text: str
    requests: int
    refused: int
    stopped: int
    needs: Sequence[str]
    asks: Mapping[str, str]
    made_up: Sequence[str]


@dataclass(frozen=True)
class _Request:
    """A request in the program: its lines, its message, and what it needs. Without a message it was too large.

    Attributes:
        why: A comment that says why a request that was in vain is sent all the same; "" if it was not.
        needs: The replies that it needs.
        variables: The environment variables that it needs.
        asks: What it asks for just before it is sent, by the environment variables that may have it.
        made_up: Those of ``variables`` in whose places a practice service had values of its own.
    """

    reply: str
    why: str
    lines: Sequence[str]
    message: Message | None = None
    needs: frozenset[str] = frozenset()
    variables: Sequence[str] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    made_up: Sequence[str] = ()


def program_of(entries: Sequence[Entry], forgotten: int = 0, made_up: Mapping[str, str] = _NOTHING) -> Program:
    """The program that sends these requests again.

    Args:
        entries: What was sent.
        forgotten: How many requests were sent before, and are not known any more.
        made_up: The values that a practice service made up, by the names of variables. They are in no program.
    """
    values = Values()
    every = [_request(f"reply_{number}", entry, values, made_up) for number, entry in enumerate(entries, start=1)]
    kept = _kept(every)
    replies = {request.reply for request in kept}
    gone = [entry for number, entry in enumerate(entries, start=1) if f"reply_{number}" not in replies]
    refused, stopped = [one for one in gone if one.is_refused], sum(one.is_stopped for one in gone)
    messages = [request.message for request in kept if request.message]
    lines = [f"# {forgotten} earlier requests are not known any more.", ""] if forgotten else []
    for request in kept:
        lines += [*([request.why] if request.why and request.message else []), *request.lines, ""]
    variables = list(dict.fromkeys(name for request in kept for name in request.variables))
    practice = list(dict.fromkeys(name for request in kept for name in request.made_up))
    asks = {name: label for request in kept for name, label in request.asks.items()}
    files = list(dict.fromkeys(file.name for message in messages for _, file in message.files))
    is_quiet = any(message.url_holds_secrets for message in messages)
    imports = [
        *(["import os"] if variables or asks else []),
        *(["import sys"] if is_quiet else []),
        *(["from pathlib import Path"] if files else []),
    ]
    head = [_HEAD, *_why_left_out(refused, stopped), "", *imports, *([""] if imports else []), "import requests", ""]
    head += [f"# The practice service had values of its own for: {', '.join(practice)}."] if practice else []
    head += [*_look(_LOOK_AT_VARIABLES, variables), *_look(_LOOK_AT_FILES, files)]
    head += [_QUIET] if is_quiet else []
    head += ["session = requests.Session()", "session.trust_env = False" if _all_here(entries) else ""]
    text = "\n".join([*head, *lines]).rstrip() + "\n"
    return Program(text, len(kept), len(refused), stopped, variables, asks, practice)


def _look(lines: str, names: Sequence[str]) -> Iterator[str]:
    """The lines that look whether all of these are there, before anything is sent; none if there are no names."""
    if names:
        in_one_line = f"[{', '.join(map(repr, names))}]"
        in_several = "[" + "".join(f"\n    {name!r}," for name in names) + "\n]"
        yield lines.format(names=in_one_line if len(in_one_line) < _LONGEST_LINE else in_several)
        yield ""


def _request(reply: str, entry: Entry, values: Values, made_up: Mapping[str, str]) -> _Request:
    """The request of an entry. What its reply gives is noted in ``values``, which knows what those before it gave."""
    outgoing = entry.outgoing
    why = (_STOPPED if entry.is_stopped else _REFUSED) if entry.is_in_vain else ""
    if outgoing is None:
        return _Request(reply, why, [_LEFT_OUT])
    values.used.clear()
    values.use_cookies(outgoing)
    token = outgoing.call.step.token
    carried = outgoing.headers.get(token.header, "") if token else ""
    asks: dict[str, str] = {}
    known = _known(outgoing, values, asks)
    base, asked = _without_practice(outgoing, made_up)
    message = values.linked(message_of(outgoing.call, base, outgoing.masker.in_code, known, asked, token=carried))
    label = outgoing.masker.in_code(outgoing.call.step.name)[:_LONGEST_NAME]
    lines = [*_notes(outgoing), *call_of(message, "session", reply, _arguments(entry, outgoing, message))]
    if message.holds_secrets or _digest_of(outgoing):
        lines += _sent_on(reply, entry, outgoing)
    lines.append(f"print({label!r}, {reply}.status_code)")
    digest = [piece.name for piece in _digest_of(outgoing) if isinstance(piece, EnvironmentVariable)]
    variables = [*message.environment_variables, *digest]
    practice = {EnvironmentVariable.of(outgoing.call.step.service.variable, name).name for name in asked}
    own = [name for name in variables if name in practice]
    made = _Request(reply, why, lines, message, frozenset(values.used), variables, asks, own)
    values.learn(reply, entry, outgoing)
    return made


def _without_practice(outgoing: Outgoing, made_up: Mapping[str, str]) -> tuple[str, set[str]]:
    """The base of the address, and the variables that had values which were made up. In the base stand their names instead."""
    call = outgoing.call
    variables = [parameter for parameter in call.step.parameters if parameter.place == "variable"]
    used = {parameter.wire: call.values.get(parameter.name) for parameter in variables}
    used |= {name[2:-2]: value for name, value in call.values.items() if name.startswith("{{")}
    asked = {name for name, value in made_up.items() if used.get(name) == value}
    base = call.step.base if "://" in call.step.base else f"{{{{{call.step.base}}}}}"
    others = {name: str(used[name]) for name in templates.names([base]) if name in used and name not in asked}
    base = templates.fill(base, others)
    is_whole = templates.fill(base, made_up).rstrip("/") == outgoing.base.rstrip("/")
    return (base if is_whole else outgoing.base), asked


def _kept(requests: Sequence[_Request]) -> list[_Request]:
    """Those that the service took, and the refused ones whose replies they need."""
    kept: list[_Request] = []
    needed: set[str] = set()
    for request in reversed(requests):
        if not request.why or request.reply in needed:
            kept.append(request)
            needed |= request.needs
    return kept[::-1]


def _why_left_out(refused: Sequence[Entry], stopped: int) -> Iterator[str]:
    """Lines that say how many requests are left out: those that were refused, with which status, and those that were stopped."""
    if refused:
        statuses = sorted(Counter(entry.row["status"] for entry in refused).items())
        why = ", ".join(f"{number} with {status}" for status, number in statuses)
        yield f"# Left out: {count(len(refused), 'request')} that the service refused ({why})."
    if stopped:
        yield f"# Left out: {count(stopped, 'request')} that the service sent on to a host that you have not named."


def sealed(program: str) -> bytes:
    """The program as a file, with a last line by which it is known as long as nobody changes it."""
    return f"{program}\n{_SEAL}{_digest(program)}\n".encode()


def is_sealed(path: Path) -> bool:
    """Whether this file is a program that was written so, and that nobody has changed."""
    try:
        if path.stat().st_size > _LARGEST:
            return False
        program, _, seal = path.read_text(encoding="utf-8").rpartition(f"\n{_SEAL}")
    except (OSError, ValueError):
        return False
    return bool(program) and seal.strip() == _digest(program)


def _digest(program: str) -> str:
    return sha256(program.encode()).hexdigest()[:16]


def _all_here(entries: Iterable[Entry]) -> bool:
    """Whether every request went to this computer, where no proxy is."""
    try:
        return all(origin_of(one.outgoing.url).is_loopback for one in entries if one.outgoing)
    except ValueError:
        return False


def _arguments(entry: Entry, outgoing: Outgoing, message: Message) -> Iterator[str]:
    """What a call of requests needs beside the message."""
    digest = _digest_of(outgoing)
    sent = outgoing.call.message
    if not message.holds_secrets:  # else the call says so itself
        if digest or entry.is_stopped:
            yield STAYS
        elif sent is not None and (sent.behavior or {}).get("followRedirects") is False:
            yield "allow_redirects=False"
    if digest:
        yield f"auth=requests.auth.HTTPDigestAuth({literal(digest[:-1])}, {literal(digest[-1:])})"


def _sent_on(reply: str, entry: Entry, outgoing: Outgoing) -> Iterator[str]:
    """The lines that follow redirects as the notebook did: as often, and to no other host."""
    if entry.is_stopped:
        return
    for address in entry.sent_on:
        try:
            start = f"{origin_of(address)}/"
        except ValueError:
            return
        if outgoing.masker.in_code(start) != start:
            return
        yield f"if {reply}.next and {reply}.next.url.startswith({start!r}):"
        yield f"    {reply} = session.send({reply}.next, allow_redirects=False, timeout=60)"


def _digest_of(outgoing: Outgoing) -> Pieces:
    """Of a request that signs by Digest the user, in pieces, and at the end the password; else nothing."""
    message, prefix = outgoing.call.message, outgoing.call.step.service.variable
    if message is None or message.digest is None:
        return []
    user = pieces_of(message.digest[0], outgoing.masker.in_code, prefix) or [""]
    return [*user, EnvironmentVariable.of(prefix, "password")]


def _known(outgoing: Outgoing, values: Values, asks: dict[str, str]) -> Known:
    """What the program knows when it sends this request. A secret that is good for one time it asks for, just before.

    ``asks`` gets what it asks for.
    """
    step = outgoing.call.step
    once = {parameter.wire for parameter in step.parameters if parameter.secret and parameter.traits.once}

    def known(name: str, value: str) -> Code | None:
        if name not in once:
            return values.known(name, value)
        variable = EnvironmentVariable.of(step.service.variable, name).name
        asks[variable] = name
        return Code(f"os.environ.get({variable!r}) or input({f'{name}: '!r})")

    return known


def _notes(outgoing: Outgoing) -> list[str]:
    item = getattr(outgoing.call.step, "item", None)
    auth = item.auth if item is not None else None
    return [_NOT_SIGNED] if isinstance(auth, dict) and auth.get("type") in _SIGNING else []
