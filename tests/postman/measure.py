"""How much of anybody's collections is read, and sent as newman sends it: ``python -m tests.postman.measure FOLDER``.

A file of version 1 is converted for newman, which does not read it. Scripts and saved replies are taken out, each variable without
a value gets one, and dynamic variables have fixed values. What newman sends is kept in the folder for temporary files, so that a
second measurement needs no newman.
"""

import hashlib
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from unittest import mock

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.building import message_of
from kaizala_nb.toolkit.collection.foreign.signing import moment
from kaizala_nb.toolkit.collection.foreign.step import ForeignStep
from kaizala_nb.toolkit.collection.postman.files import read_json
from kaizala_nb.toolkit.collection.upload import Upload
from tests.postman.newman import FILES, comparable, converted, record, run_of, values_for, without_scripts

_CACHE = Path(tempfile.gettempdir()) / "what-newman-sends"


def difference(ours: bytes, theirs: bytes) -> str:
    """In which parts two requests differ; "" if they are equal."""
    (our_head, _, our_body), (their_head, _, their_body) = (one.partition(b"\r\n\r\n") for one in (ours, theirs))
    our_lines, their_lines = our_head.split(b"\r\n"), their_head.split(b"\r\n")
    parts = {
        "address or method": our_lines[0] != their_lines[0],
        "headers": sorted(our_lines[1:]) != sorted(their_lines[1:]),
        "order of headers": our_lines != their_lines and sorted(our_lines) == sorted(their_lines),
        "body": our_body != their_body,
    }
    return ", ".join(name for name, differs in parts.items() if differs)


@contextmanager
def at_the_time_of(sent: bytes | None) -> Iterator[None]:
    """Inside the block, what signs takes time and nonce from a request of newman's, where its signature holds them."""
    text = (sent or b"").decode("latin-1")
    amazon = re.search(r"X-Amz-Date[:=] ?(\d{8}T\d{6}Z)", text)
    time = re.search(r'(?:oauth_timestamp|\bts)="?(\d+)', text)
    nonce = re.search(r'(?:oauth_|\b)nonce="?([\w-]+)', text)
    now = int(time[1]) if time else 0
    if amazon:
        now = int(datetime.strptime(amazon[1], "%Y%m%dT%H%M%S%z").timestamp())
    with mock.patch.multiple(moment, now=lambda: now, nonce=lambda: nonce[1] if nonce else ""):
        yield


def compared(path: Path, file: dict, done: dict) -> Counter:
    """How many requests of a file are equal, and of which kinds the differences are."""
    collection = Collection.from_postman(path)
    values = dict(collection.variables) | values_for(file)
    counts: Counter = Counter()
    for step, request in zip(collection, done["requests"], strict=False):
        theirs = request["sent"][0].encode("latin-1") if request["sent"] else None
        with at_the_time_of(theirs):
            ours, kind = _ours(step, values), ""
        if isinstance(ours, str):
            kind = "sent by neither" if theirs is None else f"not sent by us: {ours}"
        elif theirs is None:
            kind = "not sent by newman"
        else:
            kind = difference(comparable(ours), comparable(theirs)) or "equal"
        counts[kind] += 1
        if kind not in ("equal", "sent by neither"):
            sys.stderr.write(f"{kind}\t{path.name}\t{step.name}\n")
    return counts


def _ours(step: object, values: dict[str, str]) -> bytes | str:
    """What we send; or why not, in general words."""
    if not isinstance(step, ForeignStep):
        return "a step of our own"
    try:
        if step.problem:
            raise CannotSend(step.problem)
        return message_of(step.item.request, step.item.auth, step.item.behavior, values.get, _file).wire()
    except CannotSend as trouble:
        return re.sub(r"'[^']*'|{{[^{}]*}}", "…", str(trouble))


def _file(field: str, sources: list[str]) -> list[Upload] | None:
    uploads = [Upload.inside(FILES, source) for source in sources]
    if None in uploads:
        raise CannotSend("It uploads a file that is not there.")
    return [one for one in uploads if one] or None


def main(folder: Path) -> None:
    """Print a table: files read, requests by kind of difference."""
    files: Counter = Counter()
    counts: Counter = Counter()
    read: list[tuple[Path, dict]] = []
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        try:
            Collection.from_postman(path)
        except ValueError as trouble:
            files[re.sub(r"'[^']*'", "…", str(trouble))[:80]] += 1
            continue
        files["read"] += 1
        file = read_json(path)
        file = file.get("collection", file)
        if "item" not in file:
            (file,) = converted([file])
        read.append((path, without_scripts(file)))
    for path, file, done in _sent_by_newman(read):
        counts += compared(path, file, done)
    for title, table in (("files", files), ("requests", counts)):
        print(f"{sum(table.values()):8,} {title}")
        for name, number in table.most_common():
            print(f"{number:8,} {name}")


def _sent_by_newman(read: list[tuple[Path, dict]]) -> Iterator[tuple[Path, dict, dict]]:
    """Each file with what newman sends for it; it is asked for twenty files at a time, since it takes seconds to start."""
    _CACHE.mkdir(exist_ok=True)
    for at in range(0, len(read), 20):
        runs = [(path, file, run_of(file, values_for(file))) for path, file in read[at : at + 20]]
        kept = [_CACHE / f"{hashlib.sha256(json.dumps(run).encode()).hexdigest()}.json" for _, _, run in runs]
        missing = [(place, run) for place, (_, _, run) in zip(kept, runs, strict=True) if not place.exists()]
        for (place, _), done in zip(missing, record([run for _, run in missing]), strict=True):
            place.write_text(json.dumps(done), encoding="utf-8")
        for place, (path, file, _) in zip(kept, runs, strict=True):
            yield path, file, json.loads(place.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
