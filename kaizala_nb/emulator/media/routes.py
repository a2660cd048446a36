"""The calls for media: upload a file in several ways, and fetch it again."""

import base64
import binascii
import mimetypes
from typing import Annotated, Any
from urllib.parse import quote, unquote, urlsplit

from flask import Response, request
from pydantic import AliasChoices, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator import bodies, resource
from kaizala_nb.emulator.access import reach_as_member
from kaizala_nb.emulator.caller import Caller
from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.errors import (
    FIELD_INVALID,
    FILE_MISSING,
    FILE_TOO_LARGE,
    FILE_UNKNOWN,
    FORM_REFUSED,
    URL_INVALID,
    Plain,
    Refusal,
)
from kaizala_nb.emulator.identifiers import new_id
from kaizala_nb.emulator.media_types import File, kind_of, media_type, type_by_content
from kaizala_nb.emulator.outgoing import call
from kaizala_nb.emulator.permissions import ADD, MEDIA, Permission
from kaizala_nb.emulator.routes import Routes
from kaizala_nb.emulator.values import FETCH_SECONDS, MOST_FILE_BYTES
from kaizala_nb.emulator.wire import Filled, Text, Wire, endpoint_url
from kaizala_nb.serving.outgoing import NotAllowed

_MOST_FORM_BYTES = MOST_FILE_BYTES + 1_000_000
_LONGEST_NAME = 200
_ANY_TYPE = "application/octet-stream"


class MediaUrl(Wire):
    """``{"mediaUrl": "https://…"}``."""

    media_url: Filled


class FileContent(Wire):
    """A file as Logic Apps and Power Automate hand it on.

    It is ``{"$content-type", "$content"}``, or for an attachment ``{"name", "contentType", "contentBytes"}``.
    """

    content: Filled = Field(validation_alias=AliasChoices("$content", "contentbytes", "content"))
    content_type: Text = Field("", validation_alias=AliasChoices("$content-type", "contenttype"))
    name: Text = ""


def _as_object(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    if not isinstance(value, str | int | float):
        raise PydanticCustomError("text", "it must be a text in base64, or an object that holds one")
    if not str(value).strip():
        raise PydanticCustomError("missing", "it is empty")
    return {"$content": value}


class Attachment(Wire):
    """A file in base64. Its type is the one that is named, else that of its name, else that of its first bytes."""

    file_content: Annotated[FileContent, BeforeValidator(_as_object)]
    file_name: Text = ""
    content_type: Text = ""

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.file_name or self.file_content.name or "attachment"

    def type(self, content: bytes) -> str:
        """The type of the file."""
        type_in_object = self.file_content.content_type
        if media_type(type_in_object) == _ANY_TYPE:  # a flow says so of a file that it knows nothing of
            type_in_object = ""
        return self.content_type or type_in_object or mimetypes.guess_type(self.name)[0] or type_by_content(content)


routes = Routes()


def keep(emulator: Emulator, caller: Caller, files: list[File]) -> dict[str, Any]:
    kind = kind_of(files)
    files_with_ids = [(new_id(), file) for file in files]
    with emulator.waiting.anyhow(caller.user_id):  # a thumbnail takes time, and its turn
        media_resource = resource.write(kind, files_with_ids, endpoint_url())
    with emulator.transaction() as transaction:
        for media_id, file in files_with_ids:
            now = transaction.now
            transaction.media.put(media_id, file.name, file.type, caller.user_id, now, file.content)
    return {"mediaResource": media_resource}


@routes.waiting_route("POST", "/v1/media", Permission(MEDIA, ADD))
def upload(emulator: Emulator, caller: Caller) -> dict[str, Any]:
    """Keep files, and give a resource for them. Evidence: 23."""
    return keep(emulator, caller, _files())


@routes.waiting_route("POST", "/v1/groups/<group_id>/media", Permission(MEDIA, ADD))
def upload_to_group(emulator: Emulator, caller: Caller, group_id: str) -> dict[str, Any]:
    """Keep files, in the way of 2017, and give the id of the first too. Evidence: v2."""
    with emulator.transaction() as transaction:
        reach_as_member(transaction, caller.user_id, group_id)
    reply = keep(emulator, caller, _files())
    return reply | {"mediaId": resource.ids_of(reply["mediaResource"])[0]}


@routes.waiting_route("POST", "/v1/media/url", Permission(MEDIA, ADD))
def upload_url(emulator: Emulator, caller: Caller) -> dict[str, Any]:
    """Fetch a file from a URL and keep it. Evidence: 24."""
    url = bodies.read(MediaUrl).media_url
    try:
        with emulator.waiting.of(caller.user_id):
            answer = call("GET", url, emulator.allow_outgoing, most_bytes=MOST_FILE_BYTES, seconds=FETCH_SECONDS)
    except NotAllowed as trouble:
        raise Refusal(URL_INVALID, reason=Plain(trouble)) from None
    if answer.status != 200:
        raise Refusal(URL_INVALID, reason=Plain(f"it answered {answer.status}"))
    name = unquote(urlsplit(url).path.rpartition("/")[2])
    return keep(emulator, caller, [_file(name, answer.type, answer.content)])


@routes.waiting_route("POST", "/v1/media/attachment", Permission(MEDIA, ADD))
def upload_attachment(emulator: Emulator, caller: Caller) -> dict[str, Any]:
    """Keep a file that the body holds in base64. Evidence: 25."""
    body = bodies.read(Attachment, most_bytes=_MOST_FORM_BYTES * 4 // 3)
    try:
        content = base64.b64decode("".join(body.file_content.content.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(FIELD_INVALID, field=Plain("fileContent"), reason=Plain("it must be base64")) from None
    return keep(emulator, caller, [_file(body.name, body.type(content), content)])


@routes.raw_route("GET", "/att/<media_id>")
def download(emulator: Emulator, media_id: str) -> Response:
    """Give out a file. Evidence: b2."""
    with emulator.transaction() as transaction:
        file = transaction.media.find(media_id.partition(".")[0])
    if file is None:
        raise Refusal(FILE_UNKNOWN)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file['name'], safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(file["content"], headers=headers, content_type=file["type"])


def _files() -> list[File]:
    """The files of the request: its parts, whatever they are called."""
    if media_type(request.content_type) != "multipart/form-data":
        raise Refusal(FORM_REFUSED)
    if (request.content_length or 0) > _MOST_FORM_BYTES:
        raise Refusal(FILE_TOO_LARGE, limit=MOST_FILE_BYTES)
    request.max_content_length = _MOST_FORM_BYTES
    files = [_file(part.filename or "", part.content_type, part.read()) for _, part in request.files.items(multi=True)]
    if not files:
        raise Refusal(FILE_MISSING)
    return files


def _file(name: str, type: str | None, content: bytes) -> File:
    name = "".join(sign for sign in name if sign.isprintable())[:_LONGEST_NAME]
    return File(name or "file", media_type(type), content)
