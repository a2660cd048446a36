"""The sign-in form as HTML that stands still: for a page without widgets. It is made from the content alone."""

from typing import Any

from kaizala_nb.toolkit.display import faces
from kaizala_nb.toolkit.widgets.form_face import field_row


def still(content: dict[str, Any]) -> str:
    """The form: each request with its state, what stands in its field, and its reply; then the result."""
    parts = [faces.element("div", content["title"], "kz-title")]
    for index, step in enumerate(content["steps"]):
        request = faces.element("code", step["request"])
        state = faces.element("span", step["state"], "kz-badge kz-good" if step["reply"] else "kz-quiet")
        parts += [faces.element("div", step["title"], "kz-title"), f'<div class="kz-status">{request} {state}</div>']
        parts += [f"<dl>{field_row(field)}</dl>" for field in content["fields"][index : index + 1]]
        parts += [step["problem"], step["reply"]]
    said = (content["kept"], content["result"], content["note"])
    parts += [faces.element("p", words, "kz-note") for words in said if words]
    return faces.box(*parts, label=content["title"])
