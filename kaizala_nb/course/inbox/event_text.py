"""The content of an event in words."""

import json
from collections.abc import Mapping
from typing import Any

_LONGEST = 2_000


def text_of(event: Mapping[str, Any]) -> str:
    """What an event is about: the text of a message, the title of a card, the answers to it, the name of a new member."""
    data = event.get("data")
    if not isinstance(data, Mapping):
        return ""
    details = data.get("responseDetails")
    if isinstance(details, Mapping):
        return _answers(details)
    title, text = short(data.get("title")), short(data.get("text"))
    if text or title:
        return ": ".join(part for part in (title, text) if part)
    for name in ("memberName", "member", "groupName", "caption"):
        if data.get(name):
            return short(data[name])
    media = data.get("media")
    files = [file for file in media if isinstance(file, Mapping)] if isinstance(media, list) else []
    return ", ".join(short(file.get("mediaFileName")) for file in files)


def _answers(details: Mapping[str, Any]) -> str:
    """The answers to a card: "done" for a job, else each question with its answer."""
    job = details.get("response")
    if isinstance(job, Mapping):
        return "done" if job.get("isCompleted") else "not done"
    questions = details.get("responseWithQuestions")
    texts = []
    for question in questions if isinstance(questions, list) else []:
        if isinstance(question, Mapping):
            answer = question.get("answer")
            parts = answer if isinstance(answer, list) else [answer]
            words = ", ".join("–" if part is None else short(part) for part in parts)
            texts.append(": ".join(part for part in (short(question.get("title")), words) if part))
    return "; ".join(texts)[:_LONGEST]


def short(value: object) -> str:
    """A value as a text of at most 2,000 characters; JSON for what is not a text, "" for None."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
