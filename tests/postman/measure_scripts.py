"""How much of the scripts of anybody's collections is done, and as newman does it.

``python -m tests.postman.measure_scripts FOLDER [--engine read|run] [--files N] [--each N] [--faults FILE]``. Newman runs each
collection against saved examples and invented replies; then each request is looked at alone: the engine is given the variables,
the request and the reply that newman had. What newman makes of the scripts is kept in the folder for temporary files.
"""

import argparse
import copy
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kaizala_nb.toolkit.client.interpreter.interpreter import Interpreter
from kaizala_nb.toolkit.collection.foreign.dynamic import value_of
from kaizala_nb.toolkit.collection.scripts.outcome import Engine, Said
from kaizala_nb.toolkit.collection.scripts.reading import ReadScripts
from tests.postman.judging import collections_in, judged_and_kept, run_of
from tests.postman.verdicts import Verdict, other_library, verdicts

_ORDER = ("different", "extra", "missing", "reported", "random", "equal")
"""What is said of a thing in a script, the worst first."""
_NEWER = "SyntaxError: await is only valid"


class Engines:
    """The engines by their names. A request of a script gets the answer that newman's got: ``answer``."""

    def __init__(self) -> None:
        self.answer = "{}"

    def named(self, name: str) -> Engine:
        """The engine of this name."""
        return ReadScripts(value_of) if name == "read" else Interpreter(lambda _: self._said(), patience=5.0)

    def _said(self) -> Said:
        return Said(200, "OK", (("Content-Type", "application/json"),), self.answer.encode(), 0.1)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=("read", "run"), default="read")
    parser.add_argument("--files", type=int, default=100_000, help="how many files are looked at")
    parser.add_argument("--each", type=int, default=100_000, help="how often the same scripts are looked at")
    parser.add_argument("--faults", type=Path, help="a file for all that is not equal")
    options = parser.parse_args()
    tally = Tally()
    engines = Engines()
    engine = engines.named(options.engine)
    seen: Counter = Counter()
    collections = list(collections_in(options.folder))[: options.files]
    for (file, done), (_, collection) in zip(judged_and_kept(collections), collections, strict=True):
        tally.file(done)
        answers = run_of(collection)["answers"] if "sendRequest" in json.dumps(collection) else {}
        for request, event in _events(done):
            tally.event(file, event)
            for part in [event] if options.engine == "read" else _parts(event):
                texts = tuple(script["text"] for script in part["scripts"])
                seen[texts] += 1
                if seen[texts] <= options.each:
                    engines.answer = answers.get(request["id"], {}).get("sent", "{}")
                    _look(engine, tally, file, request, part)
    tally.print()
    if options.faults:
        options.faults.write_text("\n\n".join(tally.faults()), encoding="utf-8")


def _events(done: dict) -> Iterator[tuple[dict, dict]]:
    """The events in which scripts have run. Newman does not know an ``await`` outside of functions, as Postman of today does."""
    for request in done["requests"]:
        for event in request["events"]:
            is_known = not any((script["error"] or "").startswith(_NEWER) for script in event["scripts"])
            if event["scripts"] and is_known and (event["event"] == "prerequest" or event.get("reply")):
                yield request, event


def _parts(event: dict) -> Iterator[dict]:
    """The event if its scripts need no other library; or else each of its scripts that needs none, alone."""
    if not any(other_library(script["text"]) for script in event["scripts"]):
        yield event
        return
    before = copy.deepcopy(event["before"])
    for script in event["scripts"]:
        if not other_library(script["text"]):
            yield {**event, "before": copy.deepcopy(before), "scripts": [script], "after": None}
        for scope, name, *value in script["changes"]:
            before[scope].pop(name, None)
            if value:
                before[scope][name] = value[0]


def _look(engine: Engine, tally: "Tally", file: str, request: dict, event: dict) -> None:
    begun = time.monotonic()
    try:
        for verdict in verdicts(engine, request, event):
            tally.add(file, request, verdict)
    except Exception as trouble:  # an engine raises nothing; if it does, that is a fault to be counted
        text = event["scripts"][-1]["text"]
        tally.add(file, request, Verdict(text, "engine", repr(trouble)[:100], "different", repr(trouble)[:300]))
    tally.longest = max(tally.longest, (time.monotonic() - begun, file, request["names"][-1]))


class Tally:
    """All verdicts, counted."""

    def __init__(self) -> None:
        self.counts: Counter = Counter()
        self.longest = (0.0, "", "")
        self._files: defaultdict[bool, set[str]] = defaultdict(set)
        self._libraries: Counter = Counter()
        self._said: defaultdict[str, Counter] = defaultdict(Counter)
        self._distinct: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._whys: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._reasons: Counter = Counter()
        self._reasons_once: defaultdict[tuple[str, str, str], set[tuple[str, str, str]]] = defaultdict(set)

    def file(self, done: dict) -> None:
        """Counts a file."""
        self.counts["files"] += 1
        if done["error"]:
            self.counts[f"files that newman does not run to the end: {done['error'][:60]}"] += 1

    def event(self, file: str, event: dict) -> None:
        """Counts the scripts of an event."""
        self.counts["events with scripts"] += 1
        for script in event["scripts"]:
            library = other_library(script["text"])
            self.counts["scripts"] += 1
            self.counts["scripts that need another library"] += bool(library)
            self.counts["scripts that newman ends with an error"] += bool(script["error"])
            self.counts["checks of newman's"] += len(script["results"])
            self.counts["checks of newman's in scripts that need another library"] += len(script["results"]) * bool(
                library
            )
            self._libraries[library] += bool(library)
            self._files[bool(library)].add(file)

    def add(self, file: str, request: dict, verdict: Verdict) -> None:
        """Counts a verdict."""
        key = (verdict.text, verdict.kind, verdict.name)
        self._said[verdict.kind][verdict.said] += 1
        self._distinct[key].add(verdict.said)
        if verdict.said in ("reported", "missing"):
            reason = (verdict.kind, verdict.said, _general(verdict.why))
            self._reasons[reason] += 1
            self._reasons_once[reason].add(key)
        if verdict.said not in ("equal", "random") and len(self._whys[key]) < 3:
            self._whys[key].append(f"{verdict.said}: {verdict.why} [{file}: {request['names'][-1]}]")

    def print(self) -> None:
        """Print the tables."""
        for name, number in self.counts.items():
            print(f"{number:8,} {name}")
        without, needing = self._files[False], self._files[True]
        print(f"{len(without | needing):8,} files with scripts, {len(without)} with such as need no other library")
        print("other libraries:", dict((+self._libraries).most_common()))
        once: defaultdict[str, Counter] = defaultdict(Counter)
        for (_, kind, _), said in self._distinct.items():
            once[kind][min(said, key=_ORDER.index)] += 1
        for title, table in (("all", self._said), ("each script once", once)):
            for kind, said in table.items():
                whole = sum(said.values()) - said["extra"]
                shares = (f"{said[one]} {one} ({said[one] / max(whole, 1):.1%})" for one in _ORDER if said[one])
                print(f"{kind}, {title}: {whole} of newman's: {', '.join(shares)}")
        print("not done, and why (all, and each script once):")
        for reason, number in sorted(self._reasons.items(), key=lambda one: -len(self._reasons_once[one[0]]))[:40]:
            kind, said, why = reason
            print(f"{number:8,} {len(self._reasons_once[reason]):6,} {kind} {said}: {why}")
        print(f"the longest took {self.longest[0]:.2f} s: {self.longest[1:]}")

    def faults(self) -> Iterator[str]:
        """What is not equal, each script once: the worst kind first."""
        worst = sorted(self._whys, key=lambda key: min(_ORDER.index(one) for one in self._distinct[key]))
        for key in worst:
            text, kind, name = key
            yield "\n".join([f"## {kind} {name!r}", *self._whys[key], "```", text[:3000], "```"])


def _general(why: str) -> str:
    """A reason without the names and numbers in it."""
    return re.sub(r"\d+", "N", re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”", "…", why))[:140]


if __name__ == "__main__":
    main()
