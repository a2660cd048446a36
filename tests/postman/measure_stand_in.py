"""What the stand-in of anybody's collection answers: ``python -m tests.postman.measure_stand_in FOLDER``.

Each saved success is asked for by its own request, as a client sends it. Where several examples have equal requests, it is asked
for by its name, or by its id. Each request without an example is sent too: it must be answered, or refused with the nearest request
named.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign import CannotSend
from kaizala_nb.toolkit.collection.foreign.building import message_of
from kaizala_nb.toolkit.collection.foreign.filling import VARIABLE, names_in
from kaizala_nb.toolkit.collection.foreign.items import Item, items_of
from kaizala_nb.toolkit.collection.message import Message
from kaizala_nb.toolkit.collection.texts import text_of
from kaizala_nb.toolkit.collection.upload import Upload
from kaizala_nb.toolkit.stand_in.request import Request
from kaizala_nb.toolkit.stand_in.response import Response
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.postman.newman import FILES

_HERE = "http://stand-in"


class Asking:
    """Asks the stand-in of one collection what its file says. Nothing is remembered from one question to the next.

    Args:
        collection: The collection.
        stateless: Whether the stand-in has no memory.
    """

    def __init__(self, collection: Collection, *, stateless: bool = True) -> None:
        self._collection, self._stateless = collection, stateless
        self.items = [one for one in items_of(collection.file or {}) if isinstance(one, Item) and one.request]
        self._stand_in = StandIn(self._collection, stateless=self._stateless)
        file = self._collection.file or {}
        known = {name: value for name, value in self._collection.variables.items() if value}
        names = [name for name in names_in(file) if not name.startswith("$")]
        self._values = {name: f"v{at}" for at, name in enumerate(names)} | known
        self._values |= self._stand_in.catalogue.bases.variables_at(_HERE)

    def examples(self) -> Counter[str]:
        """How each saved success can be had, by kinds."""
        return Counter(self._had(item, entry) for item, entry in self._successes())

    def requests(self) -> Counter[str]:
        """How each request is answered, by kinds."""
        return Counter(self._answered(item) for item in self.items if not item.written.get("response"))

    def _successes(self) -> Iterator[tuple[Item, dict[str, Any]]]:
        for item in self.items:
            entries = item.written.get("response")
            for entry in entries if isinstance(entries, list) else []:
                code = entry.get("code") if isinstance(entry, dict) else None
                if isinstance(code, int) and 200 <= code < 300:
                    yield item, entry

    def _had(self, item: Item, entry: dict[str, Any]) -> str:
        text = text_of(entry.get("body") or "")
        if any(name.startswith("$") for name in VARIABLE.findall(text)):
            return "(with dynamic variables)"
        request = self._sent(item, entry.get("originalRequest"))
        if isinstance(request, str):
            return f"(not sent) {request}"
        answer = self._answer(request)
        if _is(answer, entry["code"], text):
            return "by its request"
        for header, value in (("x-mock-response-name", entry.get("name")), ("x-mock-response-id", entry.get("id"))):
            if value and _is(self._answer(_with(request, header, text_of(value))), entry["code"], text):
                return f"by {header}"
        if self._has_twin(item, entry, request):
            return "(equal request, name and id)"
        if "{{" in text:
            return "(with variables)"
        return f"NOT HAD: {answer.status} {answer.source}"

    def _has_twin(self, item: Item, entry: dict[str, Any], request: Request) -> bool:
        """Whether another example has this name and this request: neither can be asked for alone."""
        others = [(item, one) for item in self.items for one in item.written.get("response") or [] if one is not entry]
        named = [(item, one) for item, one in others if isinstance(one, dict) and one.get("name") == entry.get("name")]
        return any(self._sent(item, one.get("originalRequest")) == request for item, one in named)

    def _answered(self, item: Item) -> str:
        request = self._sent(item, None)
        if isinstance(request, str):
            return f"(not sent) {request}"
        answer = self._answer(request)
        if answer.source == "refusal":
            return (
                f"refused: {answer.status}" if b"did you mean" in answer.body or answer.status != 404 else "NOT NAMED"
            )
        return f"{'SERVER ERROR' if answer.status >= 500 else 'answered'} {answer.source}"

    def _answer(self, request: Request) -> Response:
        answer = self._stand_in.answer(request)
        if not self._stateless and request.method not in ("GET", "HEAD"):
            self._stand_in.reset()
        return answer

    def _sent(self, item: Item, original: Any) -> Request | str:
        """A request as a client sends it to the stand-in; or why it is not sent, in general words."""
        if item.problem:
            return re.sub(r"'[^']*'", "…", item.problem)[:80]
        if isinstance(original, str):
            original = {"url": original}
        if isinstance(original, dict) and original.get("url"):
            request = item.request | {"body": None, "header": None} | original
        else:
            request = item.request
        try:
            message = message_of(request, item.auth, item.behavior, self._value, _file, token="token")
        except CannotSend as trouble:
            return re.sub(r"'[^']*'|{{[^{}]*}}", "…", str(trouble))[:80]
        return self._request(message)

    def _value(self, name: str) -> str | None:
        return self._values.get(name, "1" if name.startswith("$") else None)

    def _request(self, message: Message) -> Request:
        url = message.origin + message.target
        if message.origin != _HERE:
            url = self._stand_in.catalogue.bases.address_at(_HERE, url)
        path, _, query = url.removeprefix(_HERE).partition("?")
        headers = message.headers
        for name in ("Digest", "NTLM"):  # what follows on a first refusal
            if getattr(message, name.lower()) is not None:
                headers = (*headers, ("Authorization", f"{name} x"))
        return Request(message.method, path or "/", query, headers, message.body or b"")


def _with(request: Request, header: str, value: str) -> Request:
    return replace(request, headers=(*request.headers, (header, value)))


def _is(answer: Response, status: int, text: str) -> bool:
    """Whether an answer has this status and this body."""
    found = re.search(r"charset=\"?([\w.:-]+)", answer.header("content-type"))
    try:
        body = answer.body.decode(found[1] if found else "utf-8")
    except (LookupError, UnicodeDecodeError):
        body = answer.body.decode("utf-8", "replace")
    return answer.status == status and body == text


def _file(field: str, sources: list[str]) -> list[Upload] | None:
    return [Upload.inside(FILES, source) or Upload("file.txt", b"x", "text/plain") for source in sources] or None


def measured(paths: list[Path], *, stateless: bool = True) -> Mapping[str, Counter[str]]:
    """Counts by kinds: of examples and of requests, and of the files in which there are some."""
    tables: dict[str, Counter[str]] = {
        "files": Counter(),
        "examples": Counter(),
        "requests without examples": Counter(),
    }
    for path in paths:
        try:
            collection = Collection.from_postman(path)
        except ValueError:
            tables["files"]["not read"] += 1
            continue
        asking = Asking(collection, stateless=stateless)
        examples, requests = asking.examples(), asking.requests()
        kinds = ("success" if examples else "", "requests without example" if requests else "")
        tables["files"]["read, with " + (" and ".join(filter(None, kinds)) or "neither")] += 1
        tables["examples"] += examples
        tables["requests without examples"] += requests
        for kind in (*examples, *requests):
            if kind.isupper() or kind[:3].isupper():
                sys.stderr.write(f"{kind}\t{path.name}\n")
    return tables


def main(folders: list[str]) -> None:
    """Print a table of each kind, without a memory and with one."""
    paths = [path for folder in folders for path in sorted(Path(folder).iterdir())]
    for stateless in (True, False):
        print("without a memory" if stateless else "with a memory")
        for title, table in measured(paths, stateless=stateless).items():
            print(f"{sum(table.values()):8,} {title}")
            for name, number in table.most_common():
                print(f"{number:12,} {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
