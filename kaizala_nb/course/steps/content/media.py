"""Files: an upload gives a media resource, an opaque text that stands for the file in whatever is sent after it."""

from typing import Annotated

from kaizala_nb.course.steps import samples
from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Files, Longest, variable

media = folder("content")
added_media = folder("content", "Upload Media")
attachments = folder("content")


@media.step(
    "(a) Upload media (image / document / audio / album/ video)",
    "POST /v1/media",
    wires={"files": "FileName"},
    saves={"media-resource": "mediaResource", "media-url": "mediaResource:base64.Files[0].Url"},
    example={"files": ["picture.png"]},
    reply={"mediaResource": samples.RESOURCE},
)
def upload_media(files: Files) -> None:
    """Upload a file, or several pictures for an album. The reply names it by a media resource, for the requests after this one.

    Where the resource can be read, as that of a local Kaizala can, the file's address is kept as {{media-url}}.

    Args:
        files: Files, or their paths: jpg, jpeg, png, mp3, wav, doc, docx, xls, xlsx, ppt, pptx, pdf, mp4, 3gpp; 20 MB each.

    Source: row 23 of docs/evidence.md. The request is documented, the answer is documented.
    """


@media.step(
    "(b1) Send image on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Image"},
    inside="actionBody",
    example={"caption": "Image caption"},
    reply=samples.MESSAGE_REPLY,
)
def send_image(
    media_resource: str = variable("media-resource"),
    caption: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send a picture that was uploaded.

    Args:
        media_resource: The media resource that the upload gave.
        caption: A text that is shown with it.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@media.step(
    "(b2) Send document on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Document"},
    inside="actionBody",
    example={"caption": "document Caption"},
    reply=samples.MESSAGE_REPLY,
)
def send_document(
    media_resource: str = variable("media-resource"),
    caption: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send a document that was uploaded.

    Args:
        media_resource: The media resource that the upload gave.
        caption: A text that is shown with it.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@media.step(
    "(b3) Send audio on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Audio"},
    inside="actionBody",
    example={"caption": "audio Caption"},
    reply=samples.MESSAGE_REPLY,
)
def send_audio(
    media_resource: str = variable("media-resource"),
    caption: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send a recording that was uploaded.

    Args:
        media_resource: The media resource that the upload gave.
        caption: A text that is shown with it.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@media.step(
    "(b4) Send video on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Video"},
    inside="actionBody",
    example={"caption": "video Caption"},
    reply=samples.MESSAGE_REPLY,
)
def send_video(
    media_resource: str = variable("media-resource"),
    caption: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send a video that was uploaded.

    Args:
        media_resource: The media resource that the upload gave.
        caption: A text that is shown with it.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@media.step(
    "(b5) Send album on a group",
    "POST /v1/groups/{groupId}/actions",
    body={"actionType": "Album"},
    inside="actionBody",
    example={"caption": "album Caption"},
    reply=samples.MESSAGE_REPLY,
)
def send_album(
    media_resource: str = variable("media-resource"),
    caption: str | None = None,
    group_id: str = variable("test-group-id"),
) -> None:
    """Send several pictures, uploaded together.

    Args:
        media_resource: The media resource that the upload gave.
        caption: A text that is shown with it.
        group_id: The id of the group.

    Source: row 27 of docs/evidence.md. The request is documented, the answer is captured.
    """


@added_media.step(
    "Upload media URL",
    "POST /v1/media/url",
    saves={"media-resource": "mediaResource"},
    example={"media_url": variable("media-url")},
    reply={"mediaResource": samples.RESOURCE},
)
def upload_media_url(media_url: str = variable("media-url")) -> None:
    """Let the service fetch a file itself. A local Kaizala fetches only from this computer, unless it was told otherwise.

    Args:
        media_url: The address of the file.

    Source: row 24 of docs/evidence.md. The request is captured, the answer is inferred.
    """


@attachments.step(
    "Upload media from an attachment",
    "POST /v1/media/attachment",
    saves={"media-resource": "mediaResource"},
    example={"file_content": "JVBERi0xLjQKJSVFT0YK", "file_name": "note.pdf", "content_type": "application/pdf"},
    reply={"mediaResource": "eyJBY3Rpb25UeXBlIjo2LCJGaWxlcyI6W3siSWQiOiIyYyIsIk5hbWUiOiJub3RlLnBkZiIsIlNpemUiOjF9XX0="},
)
def upload_attachment(
    file_content: Annotated[str, Longest(28_000_000)],
    file_name: str = "attachment",
    content_type: str | None = None,
) -> None:
    """Upload a file as text, as the flow connector did.

    Args:
        file_content: The content of the file, in base64.
        file_name: What it is called; its ending says its type.
        content_type: Its type, if the name does not say it.

    Source: row 25 of docs/evidence.md. The request is documented, the answer is inferred.
    """
