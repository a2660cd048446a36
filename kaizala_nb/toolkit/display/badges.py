"""Badges: a method or a status as a word in a small frame. Its colour says no more than the word does."""

from html import escape

BADGES = """
.kz-badge{display:inline-block;font-family:var(--jp-code-font-family,monospace);font-size:.92em;line-height:1.45;padding:0 .4em;
border:1px solid;border-radius:3px;white-space:nowrap;
color:color-mix(in srgb,var(--kz-badge) 45%,var(--jp-ui-font-color1,currentcolor));
background:color-mix(in srgb,var(--kz-badge) 10%,transparent)}
.kz-badge{--kz-badge:var(--jp-ui-font-color2,currentcolor)}
.kz-badge.kz-reads{--kz-badge:var(--jp-info-color1,#00838f)}
.kz-badge.kz-writes{--kz-badge:var(--jp-warn-color1,#f57c00)}
.kz-badge.kz-removes,.kz-badge.kz-failed{--kz-badge:var(--jp-error-color1,#d32f2f)}
.kz-badge.kz-good{--kz-badge:var(--jp-success-color1,#388e3c)}
"""

_METHODS = {"GET": "kz-reads", "HEAD": "kz-reads", "OPTIONS": "kz-reads", "DELETE": "kz-removes"}


def method(name: str) -> str:
    """The badge of a method."""
    return _badge(name, _METHODS.get(name.upper(), "kz-writes"))


def status(number: int, words: str = "") -> str:
    """The badge of a status, with its reason: "200 OK". A status below 400 is a good one, 0 means that no answer came."""
    is_good = 100 <= number < 400
    return _badge(f"{number or 'no answer'} {words}".rstrip(), "kz-good" if is_good else "kz-failed")


def check(words: str, passed: bool | None) -> str:
    """The badge of a check: of one that holds, that does not, or that was not evaluated (None)."""
    return _badge(words, {True: "kz-good", False: "kz-failed", None: ""}[passed])


def label(words: str) -> str:
    """The badge of a word that is neither good nor bad: "practice"."""
    return _badge(words, "")


def _badge(words: str, kind: str) -> str:
    return f'<span class="{f"kz-badge {kind}".strip()}">{escape(words)}</span>'
