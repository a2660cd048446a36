"""The page on which a person says who they are: first the number, then the PIN that came to it."""

from collections.abc import Mapping
from html import escape

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:3rem auto;padding:0 1rem;color:#212121;background:#fff}
label{display:block;margin:1rem 0 .2rem}input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem;border:1px solid #767676}
button{font:inherit;margin-top:1rem;padding:.4rem 1.2rem}.problem{color:#b71c1c;font-weight:600}
.plain{background:none;border:0;text-decoration:underline;color:inherit}
@media (prefers-color-scheme:dark){body{color:#eee;background:#181818}input{color:#eee;background:#222}.problem{color:#ff8a80}}"""


def render(name: str, hidden: Mapping[str, str], *, number: str = "", asks_pin: bool = False, problem: str = "") -> str:
    """The page as HTML; ``name`` is the connector's, ``hidden`` travels with the form."""
    fields = "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">' for key, value in hidden.items()
    )
    problem_line = f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else ""
    if asks_pin:
        question = (
            f"<p>A PIN went by SMS to {escape(number)}.</p>"
            f'<input type="hidden" name="mobileNumber" value="{escape(number)}">'
            '<label for="pin">PIN, from the SMS</label>'
            '<input id="pin" name="pin" inputmode="numeric" autocomplete="one-time-code" autofocus>'
            '<button>Sign in</button> <button name="again" value="yes" class="plain">Send a new PIN</button>'
        )
    else:
        question = (
            '<label for="number">Mobile number, with country code</label>'
            f'<input id="number" name="mobileNumber" type="tel" value="{escape(number)}" autofocus>'
            "<button>Send PIN</button>"
        )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to Kaizala</title><style>{_STYLE}</style>'
        f"<h1>Sign in to Kaizala</h1><p>{escape(name)} wants to act for you.</p>{problem_line}"
        f'<form method="post">{fields}{question}</form></html>'
    )
