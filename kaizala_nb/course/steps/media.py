"""Files: an upload gives a media resource, an opaque text that stands for the file in whatever is sent after it.

The collection has the upload and the five cards with a file in the middle of its folder of content; they are declared here and put
in their place by :mod:`kaizala_nb.course.steps.content`.
"""

from kaizala_nb.course.steps.folder import folder
from kaizala_nb.toolkit.collection import Files, Folder, variable

added_media = folder("content", "Upload Media")

RESOURCE = "eyJBY3Rpb25UeXBlIjozLCJGaWxlcyI6W3siSWQiOiIyYyIsIk5hbWUiOiJ0ZXN0LnBuZyIsIlNpemUiOjR9XX0="
_CARD_ARGS = """Args:
    media_resource: What the upload gave.
    caption: Shown with it.
    group_id: Which group."""
_SENT = {"referenceId": "0d6a2c1e-7b7a-4d0e-9a39-0c2f3e4d5a6b"}


def declare(content: Folder) -> None:
    """The upload, and the cards with a file."""

    @content.step(
        "(a) Upload media (image / document / audio / album/ video)",
        "POST /v1/media",
        wires={"files": "FileName"},
        saves={"media-resource": "mediaResource", "media-url": "mediaResource:base64.Files[0].Url"},
        example={"files": ["picture.png"]},
        reply={"mediaResource": RESOURCE},
    )
    def upload_media(files: Files):
        """Upload a file, or several pictures for an album. The reply names it by a media resource, for the requests after this one.

        Where the resource can be read, as that of a local Kaizala can, the file's address is kept as {{media-url}}.

        Args:
            files: Files, or their paths: jpg, jpeg, png, mp3, wav, doc, docx, xls, xlsx, ppt, pptx, pdf, mp4, 3gpp; 20 MB each.
        """

    _card(content, "(b1) Send image on a group", "Image", "Image caption", "Send a picture that was uploaded.")
    _card(
        content, "(b2) Send document on a group", "Document", "document Caption", "Send a document that was uploaded."
    )
    _card(content, "(b3) Send audio on a group", "Audio", "audio Caption", "Send a recording that was uploaded.")
    _card(content, "(b4) Send video on a group", "Video", "video Caption", "Send a video that was uploaded.")
    _card(content, "(b5) Send album on a group", "Album", "album Caption", "Send several pictures, uploaded together.")


def _card(content: Folder, name: str, kind: str, caption: str, doc: str) -> None:
    """A card with a file: ``send_image`` and its like."""

    def send(
        media_resource: str = variable("media-resource"),
        caption: str | None = None,
        group_id: str = variable("test-group-id"),
    ):
        pass

    send.__name__ = f"send_{kind.lower()}"
    send.__doc__ = f"{doc}\n\n{_CARD_ARGS}"
    content.step(
        name,
        "POST /v1/groups/{groupId}/actions",
        body={"actionType": kind},
        inside="actionBody",
        example={"caption": caption},
        reply=_SENT,
    )(send)


@added_media.step(
    "Upload media URL",
    "POST /v1/media/url",
    saves={"media-resource": "mediaResource"},
    example={"media_url": variable("media-url")},
    reply={"mediaResource": RESOURCE},
)
def upload_media_url(media_url: str = variable("media-url")):
    """Let the service fetch a file itself. A local Kaizala fetches from this computer alone, unless it was told otherwise.

    Args:
        media_url: The address of the file.
    """
