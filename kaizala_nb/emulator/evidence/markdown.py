"""The document "What is certain and what is guessed", in Markdown, from the tables."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kaizala_nb.emulator import errors, values
from kaizala_nb.emulator.errors import Situation
from kaizala_nb.emulator.evidence.choices import EVENTS, LIMITS, ON_PURPOSE
from kaizala_nb.emulator.evidence.row import CAPTURED, DOCUMENTED, INFERRED, MEANING
from kaizala_nb.emulator.evidence.table import FOLDERS, ROWS

_ON_RECORD = {"TOKEN_MISSING": CAPTURED, "TOKEN_INVALID": DOCUMENTED, "CONNECTOR_REFUSED": DOCUMENTED}
_HEAD = """# What is certain and what is guessed

<!-- Written by `make docs` from kaizala_nb/emulator/evidence/. Change it there. -->

Kaizala was switched off in August 2023. The local Kaizala answers as the service did, as far as that is on record. This page says how
far that is, for every call. What is guessed stands in two files, so that a real answer, should one turn up, corrects it there:
`values.py` has the limits and fixed values, `answers.py` the parts of answers, both in `kaizala_nb/emulator/`.
"""


def document() -> str:
    """The document, whole."""
    replies = Counter(row.reply for row in ROWS)
    counted = ", ".join(f"{replies[level]} {level}" for level in MEANING)
    parts = [
        _HEAD,
        "\n".join(f"- **{level}**: {meaning}" for level, meaning in MEANING.items()) + "\n",
        f"Of {len(ROWS)} calls the answers are: {counted}.\n",
        "## Call by call\n",
    ]
    for folder, rows in FOLDERS.items():
        lines = ([row.number, f"{row.method} `{row.path}`", row.request, row.reply, row.ours] for row in rows)
        parts += [f"### {folder}\n", _table(("", "Call", "Request", "Answer", "Ours, or different on purpose"), lines)]
    parts += ["## What webhooks deliver\n", _table(("Event", "Delivery", "Ours"), EVENTS)]
    parts += ["## What differs on purpose\n", "\n".join(f"- {line}" for line in ON_PURPOSE) + "\n"]
    limits = ((meaning, f"`{_text_of(getattr(values, name))}`", level) for name, (meaning, level) in LIMITS.items())
    parts += ["## Limits and values\n", _table(("What", "Value", "Evidence"), limits)]
    parts += [
        "## Refusals\n",
        "Three sentences are on record, letter for letter, and so is the shape of three keys. Which status and code goes with which "
        "other situation, and every other sentence, is ours.\n",
        _table(("Status", "errorCode", "errorCategoryKey", "message", "Evidence"), _refusals()),
    ]
    return "\n".join(parts)


def situations() -> dict[str, Situation]:
    """Every refusal there is, by the name that it has in the code."""
    return {name: one for name, one in vars(errors).items() if isinstance(one, Situation)}


def _refusals() -> Iterable[Sequence[str]]:
    """Those on record first, then the others, by status."""
    every = situations()
    on_record = sorted((every[name], level) for name, level in _ON_RECORD.items())
    others = sorted((situation, INFERRED) for name, situation in every.items() if name not in _ON_RECORD)
    for situation, level in on_record + others:
        yield str(situation.status), situation.code, situation.category, situation.sentence, level


def _text_of(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text_of, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines) + "\n"
